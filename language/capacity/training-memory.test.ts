import { describe, expect, it } from 'vitest';
import { factsOf } from '../rules/testing/facts.ts';
import type { ModelView } from '../rules/model-view.ts';
import { adapterOf } from './adapter.ts';
import { checkpointOf } from './checkpoint.ts';
import { batchOf } from './global-batch.ts';
import { modelSize } from './model-size.ts';
import { GIB, viewOf } from './testing/view-of.ts';
import { trainingLayout } from './training-layout.ts';
import { trainingMemory } from './training-memory.ts';

const text = (model: string, training: string): string => `package lab
cloud main on aws {
  region: "us-east-1"
  cluster research on eks { pool gpus { machine: "p4de.24xlarge", count: 0..64 } }
}
model base { ${model} }
training net of base {
  framework: pytorch
  runs on gpus { nodes: 64, gpus_per_node: 8 }
  ${training}
}
`;
const trainingOf = (view: ModelView) => view.all('training')[0]!;
const GPT3 = 'parameters: 175B, layers: 96, hidden: 12_288, heads: 96, kv_heads: 96';

describe('the layout', () => {
  it.each([
    ['strategy ddp { }', 512, 0],
    ['strategy zero { stage: 2 }', 512, 2],
    ['strategy fsdp { }', 512, 3],
    ['mesh { tensor: 8, pipeline: 8 }', 8, 0],
    ['mesh { data: 4, fsdp: 16, tensor: 8 }', 64, 0],
  ])('%s: %d data-parallel devices, stage %d', (training, data, stage) => {
    const layout = trainingLayout(trainingOf(viewOf(text('parameters: 1B', training))));
    expect(layout.world.result).toEqual({ value: 512, unit: 'devices' });
    expect(
      'formula' in layout.data ? layout.data.result?.value : 'value' in layout.data && layout.data.value,
    ).toBe(data);
    expect(layout.stage.value).toBe(stage);
  });

  it('guesses no axis that a strategy has and no mesh says', () => {
    const layout = trainingLayout(trainingOf(viewOf(text('', 'strategy tensor { }'))));
    expect(layout.tensor).toMatchObject({ declare: 'mesh { tensor: … } in net' });
    expect(layout.data).toMatchObject({ notKnown: [{ name: 'devices along tensor' }] });
  });

  it('accumulates 1,536 / (1 × 8) micro batches (DeepSpeed: batch = micro × accumulation × data)', () => {
    const view = viewOf(
      text(GPT3, 'mesh { data: 8, tensor: 8, pipeline: 8 }\n batch { global: 1536, per_gpu: 1 }'),
    );
    expect(batchOf(view, trainingOf(view))?.result?.value).toBe(192);
  });
});

describe('memory of a training', () => {
  it('Adam in mixed precision costs 16 bytes for each weight (Rajbhandari et al. 2020, section 3.1)', () => {
    const view = viewOf(text('parameters: 7.5B', 'precision: bf16\n optimizer adamw { }'));
    const memory = trainingMemory(view, trainingOf(view))!;
    const states = [memory.weights, memory.gradients, memory.optimizer];
    expect(states.map(({ result }) => result!.value / 1e9)).toEqual([15, 15, 90]);
    expect(memory.total.bound).toBe('at least');
    expect(memory.fit).toBe('does not fit');
  });

  it.each([
    ['optimizer adam { }', 8],
    ['optimizer sgd { }', 0],
    ['optimizer sgd { momentum: 0.9 }', 4],
    ['optimizer lion { }', 4],
    ['precision: fp16\n optimizer sgd { momentum: 0.9 }', 8],
  ])('%s keeps %d bytes for each weight', (training, bytes) => {
    const view = viewOf(text('parameters: 1B', training));
    expect(trainingMemory(view, trainingOf(view))!.optimizer.result!.value).toBe(bytes * 1e9);
  });

  it('says what is missing instead of guessing', () => {
    const view = viewOf(text('', 'precision: bf16'));
    const memory = trainingMemory(view, trainingOf(view))!;
    expect(memory.total.result).toBeUndefined();
    expect(memory.weights.notKnown).toMatchObject([{ declare: 'parameters: 7B in model base' }]);
    expect(memory.optimizer.notKnown?.map(({ declare }) => declare)).toContain(
      'optimizer adamw { … } in net',
    );
    expect(memory.activations.notKnown).toHaveLength(1);
  });

  it('GPT-3 in 8 × 8 × 8 with sequence parallelism and selective recomputation fits in 80 GB', () => {
    const view = viewOf(
      text(
        GPT3,
        `mesh { data: 8, tensor: 8, pipeline: 8 }
        strategy tensor { sequence_parallel: true }
        precision: bf16
        recompute: selective
        batch { global: 1536, per_gpu: 1, sequence: 2048 }
        optimizer adam { }`,
      ),
    );
    const memory = trainingMemory(view, trainingOf(view))!;
    expect(memory.weights.result!.value).toBe((175e9 * 2) / 64);
    expect(memory.activations.result!.value).toBe((2048 * 12_288 * 96 * 34) / 8);
    expect(memory.fit).toBe('fits');
  });

  it('counts the weights of an ONNX file', () => {
    const signature = { inputs: [], outputs: [], parameters: 6588, weightBytes: { float32: 26_352 } };
    const view = viewOf(
      text('artifact: onnx("net.onnx")', 'optimizer adamw { }'),
      factsOf({ 'net.onnx': signature }),
    );
    expect(trainingMemory(view, trainingOf(view))!.weights.result!.value).toBe(26_352);
  });
});

describe('an adapter', () => {
  it.each([
    [1, 4.7],
    [8, 37.7],
  ])('GPT-3, rank %d on queries and values: %dM weights (Hu et al. 2021, table 4)', (rank, millions) => {
    const view = viewOf(text(GPT3, `adapter lora { rank: ${rank}, modules: [q_proj, v_proj] }`));
    const size = modelSize(view, view.all('model')[0]!);
    const adapter = adapterOf(view, trainingOf(view), size)!;
    expect(adapter.parameters.result!.value / 1e6).toBeCloseTo(millions, 1);
  });

  it('makes gradients and states small, and 4-bit weights a quarter', () => {
    const view = viewOf(
      text(
        GPT3,
        'precision: bf16\n optimizer adamw { }\n adapter qlora { rank: 8, modules: [q_proj, v_proj] }',
      ),
    );
    const memory = trainingMemory(view, trainingOf(view))!;
    expect(memory.weights.result!.value).toBe(175e9 / 2);
    expect(memory.optimizer.result!.value).toBe(37_748_736 * 12);
  });
});

describe('a checkpoint', () => {
  const BLOOM = text(
    'parameters: 176.25B',
    'precision: bf16\n optimizer adam { }\n checkpoint { every: 3h, keep: 2, bandwidth: 2GiB/s }',
  );

  it('BLOOM: 329 GB of weights, 2.3 TB with the states (BigScience 2022)', () => {
    const view = viewOf(BLOOM);
    const { size } = checkpointOf(view, trainingOf(view))!;
    expect((176.25e9 * 2) / GIB).toBeCloseTo(328.3, 1);
    expect(size.result!.value / 1024 ** 4).toBeCloseTo(2.24, 2);
  });

  it('is written in size / bandwidth, which the training loses while it waits', () => {
    const view = viewOf(BLOOM);
    const { size, kept, time, overhead, bandwidth } = checkpointOf(view, trainingOf(view))!;
    const seconds = size.result!.value / (2 * GIB);
    expect(kept.result!.value).toBe(size.result!.value * 2);
    expect(time.result!.value).toBeCloseTo(seconds);
    expect(overhead.result!.value).toBeCloseTo(seconds / (seconds + 10_800));
    expect(bandwidth.result!.value).toBeCloseTo(size.result!.value / 10_800);
  });
});
