import type { Declaration } from '../../generated/ast.ts';
import type { Port } from '../../model/learning.ts';
import type { Block } from '../../model/lowering/block.ts';
import { readType } from '../../types/read-type.ts';
import { engine, input, output } from '../../vocabulary/areas/models.ts';
import type { ModelView, Named } from '../model-view.ts';

/** What goes into a model, an engine or a service, and what comes out of it. */
export interface Ends {
  readonly name: string;
  /** Whether it is a trained model; the others are code of one's own. */
  readonly isTrained: boolean;
  readonly inputs: readonly End[];
  readonly outputs: readonly End[];
}
export type End = Pick<Port, 'name' | 'type' | 'origin' | 'typeOrigin'>;

/** Undefined for what does not say what it takes and gives. */
export function endsOfRun(model: ModelView, ref: Named): Ends | undefined {
  if (ref.kind === 'model') {
    const net = model.element('model', ref);
    return net && { ...net, isTrained: true };
  }
  if (ref.kind === 'service') {
    const service = model.element('service', ref);
    return service && service.outputs.length > 0 ? { ...service, isTrained: false } : undefined;
  }
  const block = model.block(engine, ref);
  if (!block) return undefined;
  const inputs = endsOf(block, input);
  const outputs = endsOf(block, output);
  return inputs.length > 0 && outputs.length > 0
    ? { name: block.symbol.name, isTrained: false, inputs, outputs }
    : undefined;
}

const endsOf = (block: Block, word: typeof input | typeof output): readonly End[] =>
  block.children(word as typeof input).flatMap((child) => {
    const { name, type } = child.top.node as Declaration;
    if (!name || !type) return [];
    const origin = child.originOf(child.top.node, child.top);
    const typeOrigin = child.originOf(type, child.top);
    return [{ name, type: readType(type, () => undefined), origin, typeOrigin }];
  });
