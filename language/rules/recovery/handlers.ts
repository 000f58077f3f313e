import type { Action, Body, Declaration, Handler, When } from '../../generated/ast.ts';
import { isAction, isDeclaration, isForEach, isHandler, isStep, isWhen } from '../../generated/ast.ts';
import type { Block, BlockLayer, Layered } from '../../model/lowering/block.ts';
import { textOf } from '../../parser/index.ts';
import { whereIs } from '../../scoping/place.ts';
import type { Range } from '../../model/origin.ts';
import { experiment } from '../../vocabulary/areas/experiments.ts';
import { optimize } from '../../vocabulary/areas/optimisation.ts';
import { pipeline } from '../../vocabulary/areas/pipelines.ts';
import { service } from '../../vocabulary/areas/serving.ts';
import { search, training } from '../../vocabulary/areas/training.ts';
import type { NounWord } from '../../vocabulary/word.ts';

/** What runs, and can fail. */
export const RUNNING: readonly NounWord[] = [service, pipeline, training, search, optimize, experiment];

/** `on event …` with where it stands: the declaration, a step or another part of it. */
export interface PlacedHandler extends Layered<Handler> {
  readonly owner: Declaration | Action;
}

/** Every handler of a declaration and of what is in it, as its author wrote them. */
export const handlersIn = (block: Block): readonly PlacedHandler[] =>
  block.layers
    .filter(({ layer }) => layer !== 'template')
    .flatMap((layer) => [...inBody(layer.body, layer, layer.node as Declaration)]);

/** Handlers stand in bodies only, so expressions are never looked at. */
function* inBody(
  body: Body | undefined,
  layer: BlockLayer,
  owner: PlacedHandler['owner'],
): Iterable<PlacedHandler> {
  for (const node of body?.statements ?? []) {
    if (isHandler(node)) yield { node, in: layer, owner };
    else if (isAction(node)) yield* inAction(node, layer, node);
    else if (isWhen(node)) yield* inBranches(node, layer, owner);
    else if (isForEach(node)) yield* inBody(node.body, layer, owner);
    else if (isDeclaration(node)) {
      yield* inBody(node.body, layer, node);
      // What the work of a step says belongs to the step.
      if (isStep(node) && node.action) yield* inAction(node.action, layer, node);
    }
  }
}

function* inAction(
  action: Action,
  layer: BlockLayer,
  owner: PlacedHandler['owner'],
): Iterable<PlacedHandler> {
  for (const each of chain(action)) yield* inBody(each.body, layer, owner);
}

function* inBranches(node: When, layer: BlockLayer, owner: PlacedHandler['owner']): Iterable<PlacedHandler> {
  for (let each: When | undefined = node; each; each = each.alternative) {
    yield* inBody(each.body, layer, owner);
    yield* inBody(each.otherwise, layer, owner);
  }
}

/** What a handler does, in order: what follows `on event` and the statements of its body, with what comes `then`. */
export const actionsOf = ({
  action,
  body,
}: {
  readonly action?: Action;
  readonly body?: Body;
}): readonly Action[] =>
  [...(action ? [action] : []), ...(body?.statements ?? []).filter(isAction)].flatMap(chain);

function chain(first: Action): Action[] {
  const result: Action[] = [];
  for (let node: Action | undefined = first; node; node = node.next) result.push(node);
  return result;
}

/** An action without what comes `then`. */
export function headOf(action: Action): { readonly range: Range; readonly text: string } {
  const { start } = whereIs(action);
  const parts = [action.object, ...action.clauses, action.body].filter((part) => part !== undefined);
  const last = parts.at(-1);
  const whole = textOf(action);
  if (!action.next) return { range: whereIs(action), text: whole };
  const end = last
    ? whereIs(last).end
    : { line: start.line, character: start.character + action.verb.length };
  const length =
    last?.$cstNode && action.$cstNode ? last.$cstNode.end - action.$cstNode.offset : action.verb.length;
  return { range: { start, end }, text: whole.slice(0, length) };
}

export const fileOfLayer = (layer: BlockLayer): string => layer.reader.names.file.path;
