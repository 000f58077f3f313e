import { isStep, type Action, type Clause, type Expression } from '../../generated/ast.ts';
import { Block, type BlockLayer } from '../../model/lowering/block.ts';
import type { Origin } from '../../model/origin.ts';
import { stepResult, type StepResult } from '../../vocabulary/step-result.ts';
import {
  branch,
  compile,
  distil,
  exportModel,
  pruneModel,
  quantise,
  requireOfOptimisation,
  simplify,
  type optimize,
} from '../../vocabulary/areas/optimisation.ts';
import { whereIs } from '../../scoping/place.ts';
import type { ReadOf, ValueType } from '../../vocabulary/value-type.ts';
import type { Clauses } from '../../vocabulary/word.ts';

const VERBS = { compile, distil, export: exportModel, prune: pruneModel, quantise, simplify } as const;
export type ChainVerb = keyof typeof VERBS;

/** One step of a chain of optimisations; its result is a model again. */
export interface ChainStep<V extends ChainVerb = ChainVerb> {
  readonly name: string;
  readonly verb: V;
  /** Its values, read by the words of its verb. */
  readonly block: Block<(typeof VERBS)[V]>;
  readonly action: Action;
  readonly layer: BlockLayer;
  readonly origin: Origin;
  /** What it changes: the model of the chain, or the result of another step. */
  readonly takes: { readonly name: string; readonly node: Expression; readonly step: ChainStep | undefined };
  /** Names of the branches around it, outermost first. */
  readonly branches: readonly string[];
  /** Conditions that must hold after it, those of the bodies around it included. */
  readonly gates: readonly Gate[];
}

export interface Gate {
  readonly node: Expression;
  readonly origin: Origin;
}

export interface Chain {
  readonly steps: readonly ChainStep[];
  /** Conditions in the order written, wherever they stand. */
  readonly gates: readonly Gate[];
}

/** The steps of an optimisation in the order written, those of its branches included. */
export function chainOf(block: Block<typeof optimize>): Chain {
  const steps: ChainStep[] = [];
  const gates: Gate[] = [];
  collect(block, { branches: [], known: new Map(), gates: [] }, steps, gates);
  return { steps, gates };
}

interface Around {
  readonly branches: readonly string[];
  /** Steps by name as they are seen here. */
  readonly known: ReadonlyMap<string, ChainStep>;
  readonly gates: readonly Gate[];
}

const MODEL = stepResult('model');

function collect(body: Block, around: Around, steps: ChainStep[], gates: Gate[]): void {
  const known = new Map(around.known);
  const own = gatesOf(body);
  gates.push(...own);
  const inherited = [...around.gates, ...own];
  for (const { node, in: layer } of body.statements()) {
    if (!isStep(node) || node.name === undefined || !node.action?.object) continue;
    const { action } = node;
    if (!Object.hasOwn(VERBS, action.verb)) continue;
    const verb = action.verb as ChainVerb;
    const inner: BlockLayer = { ...layer, body: action.body, clauses: action.clauses, node: action };
    const step = new Block(VERBS[verb], body.symbol, [inner], `step ${node.name}`);
    const object = action.object!;
    const taken: StepResult | undefined = layer.reader.silently().read(MODEL, object);
    const gatesHere = gatesOf(step);
    gates.push(...gatesHere);
    const found: ChainStep = {
      name: node.name,
      verb,
      block: step,
      action,
      layer,
      origin: step.originOf(node, layer),
      takes: {
        name: taken?.symbol.name ?? '',
        node: object,
        step: taken?.symbol.kind === 'step' ? known.get(taken.symbol.name) : undefined,
      },
      branches: around.branches,
      gates: [...inherited, ...gatesHere],
    };
    steps.push(found);
    known.set(node.name, found);
  }
  for (const child of body.children(branch)) {
    const branches = [...around.branches, child.symbol.name];
    collect(child, { branches, known, gates: inherited }, steps, gates);
  }
}

const gatesOf = (body: Block): Gate[] =>
  body
    .actions(requireOfOptimisation.verb)
    .flatMap(({ node, in: layer }) =>
      node.object ? [{ node: node.object, origin: body.originOf(node.object, layer, 'require') }] : [],
    );

export const isVerb = <V extends ChainVerb>(step: ChainStep | undefined, verb: V): step is ChainStep<V> =>
  step?.verb === verb;

/** What a step was made from, nearest first. */
export function stepsBefore(step: ChainStep): readonly ChainStep[] {
  const before: ChainStep[] = [];
  for (let each = step.takes.step; each && !before.includes(each); each = each.takes.step) before.push(each);
  return before;
}

/** The value of a clause of a step, with the syntax that a fix changes. */
export function clauseOf<V extends ChainVerb, K extends keyof (typeof VERBS)[V]['clauses'] & string>(
  { block, action, layer }: ChainStep<V>,
  word: K,
):
  | {
      readonly value: ClauseValue<(typeof VERBS)[V]['clauses'], K>;
      readonly node: Expression;
      readonly clause: Clause;
      readonly origin: Origin;
      readonly file: string;
    }
  | undefined {
  const type = (block.word.clauses as Clauses)[word]!.type as ValueType<
    ClauseValue<(typeof VERBS)[V]['clauses'], K>
  >;
  const clause = action.clauses.find((each) => each.word === word);
  const value = clause?.value && layer.reader.silently().read(type, clause.value);
  if (!clause?.value || value === undefined) return undefined;
  const origin = { ...block.originOf(clause, layer, word), range: whereIs(clause.value) };
  return { value, node: clause.value, clause, origin, file: layer.reader.names.file.path };
}

type ClauseValue<C, K extends keyof C> = C[K] extends { readonly type: infer T } ? ReadOf<T> : never;

/** Where a step takes another result instead. */
export const takeInstead = ({ takes, layer }: ChainStep, name: string) => ({
  title: `Take ${name} instead of ${takes.name}`,
  edits: [{ file: layer.reader.names.file.path, range: whereIs(takes.node), newText: name }],
});
