import {
  isAction,
  isDeclaration,
  isStep,
  nameRange,
  printType,
  resolvePath,
  whereIs,
  type Symbol,
  type Syntax,
} from '../../../language/index.ts';
import { namesOf } from '../../names/occurrences.ts';
import { itemsOf } from '../../names/row-columns.ts';
import { membersOfKind } from '../../names/members.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Hint } from './hint.ts';

/** Verbs that put a model to work, so that its tensors are what goes in and comes out. */
const RUNS = new Set(['serves', 'predict']);
const RUN_KINDS = ['model', 'engine'];
/** A longer signature is counted instead of printed. */
const LONGEST = 64;

/** The tensors of a model where it is served or run: `float32[batch, 13] → float32[batch, 1]`. */
export function shapeHints(symbol: Symbol, model: ModelFile): Hint[] {
  if (symbol.kind !== 'service' && symbol.kind !== 'pipeline') return [];
  return [symbol, ...membersOfKind(symbol, 'step')].flatMap((each) =>
    actionsOf(each)
      .filter(({ verb }) => RUNS.has(verb))
      .flatMap((action) => itemsOf(action.object).flatMap((node) => hintAt(node, each, model))),
  );
}

function actionsOf({ node }: Symbol): Syntax.Action[] {
  if (isStep(node)) return node.action ? [node.action] : [];
  return isDeclaration(node) ? (node.body?.statements ?? []).filter(isAction) : [];
}

function hintAt(node: Syntax.Expression, around: Symbol, model: ModelFile): Hint[] {
  const ran = resolvePath(namesOf(model).scopeOf(around), node, RUN_KINDS)?.find(({ kind }) =>
    RUN_KINDS.includes(kind),
  );
  const text = ran && signatureText(ran, model);
  if (!ran || text === undefined || ran.file.library) return [];
  const origin = { file: ran.file.path, range: nameRange(ran.all.find(isPort) ?? ran) };
  return [
    { kind: 'shapes', position: whereIs(node).end, text, tooltip: `The tensors of ${ran.name}.`, origin },
  ];
}

const isPort = ({ kind }: Symbol): boolean => kind === 'input' || kind === 'output';

function signatureText({ all }: Symbol, { project }: ModelFile): string | undefined {
  const typesOf = (kind: string): string[] =>
    all.filter((port) => port.kind === kind).map((port) => printType(project.analysis.types.typeOf(port)));
  const inputs = typesOf('input');
  const outputs = typesOf('output');
  if (inputs.length === 0 || outputs.length === 0) return undefined;
  const text = `${inputs.join(', ')} → ${outputs.join(', ')}`;
  return text.length <= LONGEST ? text : `${counted(inputs, 'input')} → ${counted(outputs, 'output')}`;
}

const counted = ({ length }: readonly unknown[], noun: string): string =>
  `${length} ${noun}${length === 1 ? '' : 's'}`;
