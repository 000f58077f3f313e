import type { Training } from '../model/learning.ts';
import type { ModelView } from '../rules/model-view.ts';
import { adapter as adapterWord, training as trainingWord } from '../vocabulary/areas/training.ts';
import type { Block } from '../model/lowering/block.ts';
import type { ModelSize } from './model-size.ts';
import { known, notKnown, work, type Given, type Working } from './working.ts';
import { writtenNumber, writtenValue } from './written.ts';

/** A small trainable part on a frozen model. */
export interface Adapter {
  /** `lora`, `qlora` or `prefix`. */
  readonly method: string;
  /** Weights that are trained. */
  readonly parameters: Working;
  /** Bytes of a weight of the frozen model, where the method says it. */
  readonly frozenBytes: Given | undefined;
}

/** The adapter of a training; undefined when all weights are trained. */
export function adapterOf(view: ModelView, training: Training, size: ModelSize): Adapter | undefined {
  const block = view.block(trainingWord, training)?.children(adapterWord).at(-1);
  const node = block?.top.node;
  const method = node && 'name' in node && typeof node.name === 'string' ? node.name : undefined;
  if (!block || method === undefined) return undefined;
  return {
    method,
    parameters: loraParameters(block, method, size),
    frozenBytes:
      method === 'qlora'
        ? known('bytes of a frozen weight', 0.5, 'B', { because: 'QLoRA keeps weights in 4 bits (NF4)' })
        : undefined,
  };
}

/** Rank × (inputs + outputs) of each adapted matrix, in every layer. */
function loraParameters(block: Block, method: string, size: ModelSize): Working {
  const how = {
    title: 'Trained parameters',
    unit: 'parameters',
    source: 'Hu et al. 2021, LoRA, section 5.1: |Θ| = 2 × L × d_model × r for each adapted square matrix',
  };
  const modules = modulesOf(block);
  const unknown = modules.filter((module) => !SHAPES[module]);
  if (method === 'prefix' || modules.length === 0 || unknown.length > 0) {
    const reason =
      unknown.length > 0
        ? `the shape of ${unknown.join(', ')} is not in the table`
        : 'its modules are not listed';
    const missing = notKnown('adapted modules', reason, 'modules: [q_proj, v_proj] in the adapter');
    return work({ ...how, formula: 'r × L × (inputs + outputs)' }, { m: missing }, () => 0);
  }
  const shapes = modules.map((module) => SHAPES[module]!);
  const needsKv = modules.some((module) => module === 'k_proj' || module === 'v_proj');
  const needsFeedForward = modules.some((module) => /^(gate|up|down)_proj$/.test(module));
  const none = known('not used', 0);
  return work(
    { ...how, formula: `r × L × (${modules.map((module) => SUMS[module]!).join(' + ')})` },
    {
      r: writtenNumber(block, 'rank', { called: 'rank of the adapter', example: '16' }),
      L: size.layers,
      h: size.hidden,
      ...(needsKv ? { k: kvWidth(size) } : {}),
      ...(needsFeedForward ? { f: size.feedForward } : {}),
    } as { r: Given; L: Given; h: Given; k: Given; f: Given },
    ({ r, L, h, k = none.value, f = none.value }) =>
      r * L * shapes.reduce((sum, shape) => sum + shape({ h, k, f }), 0),
  );
}

type Widths = { readonly h: number; readonly k: number; readonly f: number };

/** Inputs + outputs of the matrices of a layer, by their names in the Llama family. */
const SHAPES: Readonly<Record<string, (widths: Widths) => number>> = {
  q_proj: ({ h }) => 2 * h,
  o_proj: ({ h }) => 2 * h,
  k_proj: ({ h, k }) => h + k,
  v_proj: ({ h, k }) => h + k,
  gate_proj: ({ h, f }) => h + f,
  up_proj: ({ h, f }) => h + f,
  down_proj: ({ h, f }) => h + f,
};
const SUMS: Readonly<Record<string, string>> = {
  q_proj: '2h', o_proj: '2h', k_proj: '(h + k)', v_proj: '(h + k)',
  gate_proj: '(h + f)', up_proj: '(h + f)', down_proj: '(h + f)',
}; // prettier-ignore

/** Outputs of the projections of keys and values. */
const kvWidth = ({ kvHeads, headSize }: ModelSize): Given =>
  work(
    {
      title: 'Width of keys and values',
      formula: 'kv_heads × head_size',
      unit: '',
      source: 'Ainslie et al. 2023, GQA',
    },
    { kv_heads: kvHeads, head_size: headSize },
    (v) => v.kv_heads * v.head_size,
  );

function modulesOf(block: Block): readonly string[] {
  const value = writtenValue(block, 'modules')?.value;
  return value?.is === 'list'
    ? value.items.flatMap((item) =>
        item.is === 'word' ? [item.word] : item.is === 'text' ? [item.text] : [],
      )
    : [];
}
