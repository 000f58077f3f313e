import type { AstNode } from 'langium';
import type {
  Action,
  Body,
  Expression as ExpressionSyntax,
  Statement,
  Step as StepSyntax,
} from '../../generated/ast.ts';
import { isEntry, isForEach, isParallel, isStep, isWhen } from '../../generated/ast.ts';
import { resources } from '../../vocabulary/areas/serving.ts';
import { expectOfRows, requireOfModel, STEP_VERBS } from '../../vocabulary/areas/pipelines.ts';
import { list, name, ratio, reference, type Reference, type ValueType } from '../../vocabulary/value-type.ts';
import { stepResult } from '../../vocabulary/step-result.ts';
import type { VerbWord } from '../../vocabulary/word.ts';
import type { Symbol } from '../../scoping/symbol.ts';
import type { Ref } from '../element.ts';
import type { Expression } from '../expression.ts';
import type { OtherStep, SplitStep, Step, StepInput } from '../pipeline.ts';
import { Block, type BlockLayer } from './block.ts';
import { oneLine, type LoweringContext } from './context.ts';
import { optional } from './optional.ts';
import { recoveriesOf } from './recoveries.ts';
import { settingsOf } from './settings.ts';

/** A step as it stands in the text, with the conditions of the branches around it, outermost first. */
interface Written {
  readonly node: StepSyntax & { readonly name: string; readonly action: Action };
  readonly layer: BlockLayer;
  readonly conditions: readonly Condition[];
  readonly repeated: boolean;
}
interface Condition {
  readonly node: ExpressionSyntax;
  readonly holds: boolean;
}

/** The steps of a pipeline in the order written; branches become conditions of the steps in them. */
export function stepsOf(block: Block, context: LoweringContext): Step[] {
  const written = new Map<string, Written>();
  for (const layer of block.layers)
    for (const step of stepsIn(layer.body, layer)) written.set(step.node.name, step);
  return [...written.values()].flatMap((step) => {
    // Of an instance the steps stand in its template.
    const symbol = step.layer.reader.names.member(block.symbol, step.node.name);
    return symbol?.kind === 'step' ? [stepOf(step, symbol, context)] : [];
  });
}

function* stepsIn(
  body: Body | undefined,
  layer: BlockLayer,
  conditions: readonly Condition[] = [],
  repeated = false,
): Iterable<Written> {
  if (body) layer.seen.bodies.add(body);
  for (const node of body?.statements ?? []) yield* stepsAt(node, layer, conditions, repeated);
}

function* stepsAt(
  node: Statement,
  layer: BlockLayer,
  conditions: readonly Condition[],
  repeated: boolean,
): Iterable<Written> {
  if (isStep(node) || isParallel(node) || isForEach(node) || isWhen(node)) layer.seen.statements.add(node);
  if (isStep(node)) {
    if (isComplete(node)) yield { node, layer, conditions, repeated };
  } else if (isParallel(node)) yield* stepsIn(node.body, layer, conditions, repeated);
  else if (isForEach(node)) yield* stepsIn(node.body, layer, conditions, true);
  else if (isWhen(node)) {
    const otherwise = [...conditions, { node: node.condition, holds: false }];
    yield* stepsIn(node.body, layer, [...conditions, { node: node.condition, holds: true }], repeated);
    if (node.alternative) yield* stepsAt(node.alternative, layer, otherwise, repeated);
    yield* stepsIn(node.otherwise, layer, otherwise, repeated);
  }
}

const isComplete = (node: StepSyntax): node is Written['node'] =>
  node.name !== undefined && node.action !== undefined;

/** What the parts of one step's lowering share. */
interface StepContext {
  readonly context: LoweringContext;
  readonly symbol: Symbol;
  readonly node: Action;
  readonly layer: BlockLayer;
  readonly block: Block;
}

function stepOf(written: Written, symbol: Symbol, context: LoweringContext): Step {
  const { node, layer, repeated } = written;
  const word: VerbWord | undefined = Object.hasOwn(STEP_VERBS, node.action.verb)
    ? STEP_VERBS[node.action.verb as keyof typeof STEP_VERBS]
    : undefined;
  const action = node.action;
  const inner: BlockLayer = { ...layer, body: action.body, clauses: action.clauses, node: action };
  const step: StepContext = {
    context,
    symbol,
    node: action,
    layer,
    block: new Block(word ?? NO_WORDS, symbol, [inner]),
  };
  const timeout = word && (step.block as Block<typeof STEP_VERBS.read>).get('timeout');
  const asked = step.block.children(resources)[0];
  const base = {
    ...context.element('step', symbol),
    inputs: inputsOf(step),
    ...optional('when', whenOf(step, written.conditions)),
    ...optional('timeout', timeout),
    recoveries: recoveriesOf(step.block, context),
    ...(asked ? { resources: settingsOf(asked) } : {}),
  };
  const object = optional('object', action.object && oneLine(action.object));
  const other: OtherStep = { ...base, verb: repeated ? 'for each' : action.verb, other: true, ...object };
  return repeated ? other : ((partsOf(step, base) as Step | undefined) ?? other);
}

/** Of a verb that has no type of its own in the resolved model only the clauses are read. */
const NO_WORDS: VerbWord = {
  verb: '',
  area: 'pipelines',
  doc: '',
  in: [],
  clauses: {},
  properties: {},
  since: 1,
};

type Base = Omit<OtherStep, 'verb' | 'other' | 'object'>;

/** The step with what its verb adds; undefined when something that it can't be without is missing or wrong. */
function partsOf(step: StepContext, base: Base): object | undefined {
  const { node, context } = step;
  switch (node.verb) {
    case 'read': {
      const source = refOf<'source'>(step, node.object, reference('source'));
      return (
        source && { ...base, verb: 'read', source, ...optional('where', expressionOf(step, 'where', 'rows')) }
      );
    }
    case 'validate':
      return { ...base, verb: 'validate', expectations: expectationsOf(step) };
    case 'filter': {
      const where = expressionOf(step, 'where', 'rows');
      return where && { ...base, verb: 'filter', where };
    }
    case 'join': {
      const views = readClause(step, 'with', list(reference('features', 'bundle'))) ?? [];
      // A join with rows of other steps is another thing than one with features, which go by time.
      if (views.length < itemsOf(clauseOf(step, 'with')?.value).length) return undefined;
      const origin = originOf(step, clauseOf(step, 'with') ?? node);
      return {
        ...base,
        verb: 'join',
        with: views.map((view) => context.ref<'features' | 'bundle'>(view, origin)),
      };
    }
    case 'split':
      return {
        ...base,
        verb: 'split',
        by: readClause(step, 'by', list(name())) ?? [],
        byOrigin: originOf(step, clauseOf(step, 'by') ?? node),
        parts: partsOfSplit(step),
      };
    case 'train': {
      const training = refOf<'training'>(step, node.object, reference('training'));
      return training && { ...base, verb: 'train', training };
    }
    case 'evaluate':
      return { ...base, verb: 'evaluate', requirements: requirementsOf(step) };
    case 'register': {
      const as = refOf<'model'>(step, clauseOf(step, 'as')?.value, reference('model'));
      return as && { ...base, verb: 'register', as };
    }
    case 'write': {
      const sink = refOf<'sink'>(step, clauseOf(step, 'to')?.value, reference('sink'));
      return sink && { ...base, verb: 'write', sink };
    }
    default:
      return undefined;
  }
}

const clauseOf = (step: StepContext, word: string) =>
  step.node.clauses.find((clause) => clause.word === word);

function readClause<T>(step: StepContext, word: string, type: ValueType<T>): T | undefined {
  const node = clauseOf(step, word)?.value;
  return node && step.layer.reader.silently().read(type, node);
}

const originOf = (step: StepContext, node: AstNode) => step.block.originOf(node, step.layer);

function refOf<K extends string>(
  step: StepContext,
  node: ExpressionSyntax | undefined,
  type: ReturnType<typeof reference>,
): Ref<K> | undefined {
  const found: Reference | undefined = node && step.layer.reader.silently().read(type, node);
  return found && step.context.ref<K>(found, originOf(step, node!));
}

/** Clauses that results of other steps may stand in, by verb; `on` and `from` for all others. */
const INPUT_CLAUSES: Readonly<Record<string, readonly string[]>> = { join: ['with'], run: ['on', 'with'] };

/** Object first, then the clauses, each in the order written. */
function inputsOf(step: StepContext): StepInput[] {
  const { verb, object } = step.node;
  const words = Object.hasOwn(INPUT_CLAUSES, verb) ? INPUT_CLAUSES[verb]! : ['on', 'from'];
  return [
    ...itemsOf(object).flatMap((item) => inputAt(step, item, undefined)),
    ...words.flatMap((word) => {
      const clause = clauseOf(step, word);
      // The parameters of a pipeline: `with { rows: good }`.
      const given = (clause?.body?.statements ?? []).flatMap((each) =>
        isEntry(each) && each.value ? [each.value] : [],
      );
      return [...itemsOf(clause?.value), ...given].flatMap((item) => inputAt(step, item, word));
    }),
  ];
}

const itemsOf = (node: ExpressionSyntax | undefined): readonly ExpressionSyntax[] =>
  node?.$type === 'List' ? node.items : node ? [node] : [];

function inputAt(step: StepContext, node: ExpressionSyntax, clause: string | undefined): StepInput[] {
  const result = step.layer.reader.silently().read(RESULT, node);
  // The variable of a loop is no step; what it stands for is known only while it runs.
  if (result?.symbol.kind !== 'step') return [];
  const origin = originOf(step, node);
  const ref = step.context.refTo<'step'>(result.symbol, origin);
  return [{ step: ref, ...optional('part', result.part), ...optional('clause', clause), origin }];
}

const RESULT = stepResult();

function expressionOf(step: StepContext, word: string, scope: 'rows' | 'steps'): Expression | undefined {
  const clause = clauseOf(step, word);
  return (
    clause?.value &&
    step.context.expression(clause.value, scope, step.symbol, step.layer.reader, originOf(step, clause))
  );
}

/** The step's own condition and those of the branches around it, joined by `and`. */
function whenOf(step: StepContext, conditions: readonly Condition[]): Expression | undefined {
  const own = expressionOf(step, 'when', 'steps');
  const around = conditions.map(({ node, holds }) => {
    const bound = step.context.expression(
      node,
      'steps',
      step.symbol,
      step.layer.reader,
      originOf(step, node),
    );
    return holds
      ? bound
      : {
          ...bound,
          root: { node: 'unary' as const, operator: 'not' as const, operand: bound.root },
          text: `not (${bound.text})`,
        };
  });
  const all = [...around, ...(own ? [own] : [])];
  if (all.length === 0) return undefined;
  return all.reduce((left, right) => ({
    ...right,
    root: { node: 'binary', operator: 'and', left: left.root, right: right.root },
    text: `${left.text} and ${right.text}`,
  }));
}

function expectationsOf(step: StepContext) {
  return step.block.actions(expectOfRows.verb).flatMap((action) => {
    if (!action.node.object) return [];
    const origin = step.block.originOf(action.node.object, action.in, 'expect');
    const severity = step.block.actionBlock(expectOfRows, action).clause('severity')?.value ?? 'error';
    const condition = step.context.expression(
      action.node.object,
      'rows',
      step.symbol,
      action.in.reader,
      origin,
    );
    return [{ condition, severity }];
  });
}

function requirementsOf(step: StepContext): Expression[] {
  return step.block
    .actions(requireOfModel.verb)
    .flatMap(({ node, in: layer }) =>
      node.object
        ? [
            step.context.expression(
              node.object,
              'metrics',
              step.symbol,
              layer.reader,
              step.block.originOf(node.object, layer, 'require'),
            ),
          ]
        : [],
    );
}

const SHARE = ratio();

function partsOfSplit(step: StepContext): SplitStep['parts'] {
  return step.block.rows().flatMap(({ node, in: layer }) => {
    if (Object.hasOwn(STEP_VERBS.split.properties, node.name)) return [];
    const share = node.value && layer.reader.silently().read(SHARE, node.value);
    if (!node.value || share === undefined) return [];
    return [
      { name: node.name, share: { value: share, origin: step.block.originOf(node.value, layer, node.name) } },
    ];
  });
}
