import type { Declaration } from '../../generated/ast.ts';
import type { Ref } from '../../model/element.ts';
import type { Port } from '../../model/learning.ts';
import type { Block } from '../../model/lowering/block.ts';
import { readType } from '../../types/read-type.ts';
import { engine, input, output } from '../../vocabulary/areas/models.ts';
import type { ModelView } from '../model-view.ts';

/** What goes into a model or an engine, and what comes out of it. */
export interface Ends {
  readonly name: string;
  readonly inputs: readonly End[];
  readonly outputs: readonly End[];
}
export type End = Pick<Port, 'name' | 'type' | 'origin' | 'typeOrigin'>;

/** Undefined for an engine that does not say what it takes and gives. */
export function endsOfRun(model: ModelView, ref: Ref<'model' | 'engine'>): Ends | undefined {
  if (ref.kind === 'model') return model.element('model', ref);
  const block = model.block(engine, ref);
  if (!block) return undefined;
  const inputs = endsOf(block, input);
  const outputs = endsOf(block, output);
  return inputs.length > 0 && outputs.length > 0 ? { name: block.symbol.name, inputs, outputs } : undefined;
}

const endsOf = (block: Block, word: typeof input | typeof output): readonly End[] =>
  block.children(word as typeof input).flatMap((child) => {
    const { name, type } = child.top.node as Declaration;
    const origin = child.originOf(child.top.node, child.top);
    return name && type ? [{ name, type: readType(type, () => undefined), origin }] : [];
  });
