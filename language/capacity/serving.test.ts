import { describe, expect, it } from 'vitest';
import { factsOf } from '../rules/testing/facts.ts';
import { NO_FACTS } from '../project/facts.ts';
import { servingMemory } from './serving-memory.ts';
import { errorBudget, servingTime } from './serving-time.ts';
import { GIB, viewOf } from './testing/view-of.ts';
import { known } from './working.ts';

const text = (models: string, service: string): string => `package chat
cloud main on aws {
  region: "us-east-1"
  cluster serving on eks { pool gpus { machine: "g5.xlarge", count: 1..4 } }
}
${models}
service api { ${service}
  runs on gpus
}
`;
const LLAMA2 =
  'model llama { parameters: 7B, dtype: fp16, layers: 32, heads: 32, kv_heads: 32, hidden: 4096, context: 4096 }';

const memoryOf = (models: string, service: string, facts = NO_FACTS) => {
  const view = viewOf(text(models, service), facts);
  return servingMemory(view, view.all('service')[0]!)!;
};
const timeOf = (service: string) => {
  const net =
    'model net { artifact: onnx("net.onnx"), input x : float32[batch, 3], output y : float32[batch, 1] }';
  return servingTime(viewOf(text(net, service)).all('service')[0]!);
};

describe('memory of serving', () => {
  it('Llama 2 7B: 14 GB of weights in fp16 and 0.5 MiB of cache for each token', () => {
    const { total, caches, available } = memoryOf(
      LLAMA2,
      `serves llama on vllm { instances: 1 on gpu
        kv_cache { memory: 90% }
        batch continuous { max_requests: 16 }
      }`,
    );
    expect(total).toMatchObject({ bound: 'at least', result: { value: 14e9 } });
    expect(available).toMatchObject({ value: 22_888 * 1024 ** 2 });
    const [cache] = caches;
    expect(cache!.perToken.result!.value).toBe(512 * 1024);
    expect(cache!.needed.result!.value).toBe(32 * GIB);
    expect(cache!.sequences).toMatchObject({ bound: 'at most', result: { value: 3 } });
  });

  it('a 70B model does not fit on an A10G, and 4 shards of a 7B model are small', () => {
    const big = LLAMA2.replace('7B', '70B');
    expect(memoryOf(big, 'serves llama on vllm { instances: 1 on gpu }').fit).toBe('does not fit');
    const sharded = memoryOf(LLAMA2, 'serves llama on vllm { shard { tensor: 4 }\n instances: 1 on gpu }');
    expect(sharded.total.result!.value).toBe(14e9 / 4);
    expect(sharded.fit).toBe('not known');
  });

  it('takes weights from the file, in the precision of the server, for each instance and version', () => {
    const signature = { inputs: [], outputs: [], parameters: 1e6, weightBytes: { float32: 4e6, int64: 800 } };
    const facts = factsOf({ 'net.onnx': signature });
    const net =
      'model net { artifact: onnx("net.onnx"), input x : float32[batch, 3], output y : float32[batch, 1] }';
    const { parts } = memoryOf(
      net,
      `serves net on triton { precision: fp16, instances: 2 on gpu, batch 1..8 }
      traffic { net@1: 90%, net@2: 10% }`,
      facts,
    );
    expect(parts[0]!.result!.value).toBe((2e6 + 800) * 2 * 2);
    expect(parts[1]).toMatchObject({ bound: 'at least', result: { value: 8 * 16 * 2 } });
  });

  it('is asked only of what runs on a GPU', () => {
    const view = viewOf(text(LLAMA2, 'serves llama on vllm { instances: 1 on cpu }'));
    expect(servingMemory(view, view.all('service')[0]!)).toBeUndefined();
  });
});

describe('time of serving', () => {
  it('99.9 % leave 43.2 minutes in 30 days (Beyer et al. 2016, appendix A)', () => {
    expect(errorBudget(known('A', 0.999)).result!.value / 60).toBeCloseTo(43.2);
  });

  it('a batch that waits longer than the promise leaves less than nothing', () => {
    const { left } = timeOf(
      'serves net on triton { batch 1..8 within 30ms }\n objective { latency.p99 < 20ms }',
    );
    expect(left[0]!.working.result!.value).toBeCloseTo(-0.01);
  });

  it('adds the waits along the longest way of an ensemble', () => {
    const { batchWait } = timeOf(
      `on triton
      input x : float32[batch, 3]
      step a = run net on x { batch 1..8 within 1ms }
      step b = run net on x { batch 1..8 within 5ms }
      step c = run net on a { batch 1..8 within 2ms }`.replace('on triton', ''),
    );
    expect(batchWait.result!.value).toBeCloseTo(0.005);
  });

  it("takes the promised latency for Little's law as an upper bound", () => {
    const { replicas } = timeOf(`serves net on triton { instances: 2 on gpu, batch 1..4 }
      objective { latency.p99 < 100ms, throughput > 1_000/s }
      scale { replicas: 1..20, keep gpu_utilization < 70% }`);
    // 1,000/s × 0.1 s = 100 under way; 2 × 4 in a replica that may be busy for 70 %: 17.9.
    expect(replicas).toMatchObject({ bound: 'at most', result: { value: 18 } });
  });

  it('takes what was measured when there is something', () => {
    const view = viewOf(
      text(
        'model net { artifact: onnx("net.onnx") }',
        'serves net on triton { instances: 2 on gpu }\n objective { throughput > 1_000/s }\n scale { replicas: 3..3 }',
      ),
    );
    const measured = { serviceTime: known('S', 0.004, 's'), batch: known('N', 1), copies: known('i', 2) };
    const { replicas, queue } = servingTime(view.all('service')[0]!, measured);
    expect(replicas!.result!.value).toBe(2);
    expect(replicas!.bound).toBeUndefined();
    expect(queue!.result!.value).toBeGreaterThan(0);
  });
});
