import type { Action } from '../../generated/ast.ts';
import { isStep } from '../../generated/ast.ts';
import type { Block, Layered } from '../../model/lowering/block.ts';
import type { Symbol } from '../../scoping/symbol.ts';
import { run, serves, type service as serviceWord } from '../../vocabulary/areas/serving.ts';
import type { Reference } from '../../vocabulary/value-type.ts';

/** `serves net on triton { … }` or `step x = run net on y { … }` as it is written. */
export interface ServingBlock {
  /** What is run: a model, an engine, or something made from one. */
  readonly model: Symbol;
  readonly version: string | undefined;
  readonly block: Block<typeof serves> | Block<typeof run>;
  readonly action: Layered<Action>;
  /** Name of the step; undefined for what the service serves as a whole. */
  readonly step: string | undefined;
}

/** What a service runs, in the order in which it is written. */
export function servingBlocks(service: Block<typeof serviceWord>): readonly ServingBlock[] {
  const served = service
    .actions(serves.verb)
    .flatMap((action) => servingBlock(service, action, undefined) ?? []);
  const steps = service.statements().flatMap(({ node, in: layer }) => {
    if (!isStep(node) || !node.name || node.action?.verb !== run.verb) return [];
    return servingBlock(service, { node: node.action, in: layer }, node.name) ?? [];
  });
  return [...served, ...steps];
}

function servingBlock(
  service: Block<typeof serviceWord>,
  action: Layered<Action>,
  step: string | undefined,
): ServingBlock | undefined {
  const word = step === undefined ? serves : run;
  const object =
    action.node.object && action.in.reader.silently().read(word.object!.type, action.node.object);
  const reference = object as Reference | undefined;
  if (!reference) return undefined;
  const block = service.actionBlock(word, action) as ServingBlock['block'];
  return { model: reference.symbol, version: reference.version, block, action, step };
}
