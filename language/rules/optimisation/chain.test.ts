import { expect, it } from 'vitest';
import { projectOf } from '../../testing/findings.ts';
import { optimize } from '../../vocabulary/areas/optimisation.ts';
import { chainOf, stepsBefore, type Chain } from './chain.ts';

/** The chain as rules see it. */
function chainIn(text: string): Chain {
  const project = projectOf(`package lab\n${text}`);
  const resolved = project.model();
  if ('problem' in resolved) throw new Error(resolved.problem.message);
  const block = resolved.model.block(optimize, { qualifiedName: 'lab.small' });
  return chainOf(block!);
}

const CHAIN = `model teacher { artifact: torch("t.pt") }
optimize small from teacher {
  require top1 >= 0.7
  step graph = export teacher to onnx
  branch gpu {
    step half = quantise graph to fp16
    step plan = compile half to tensorrt
    require plan.size < 60MiB
  }
  branch cpu {
    step plan = compile graph to openvino { require latency.p95 < 12ms }
  }
}
`;

it('follows each branch back to the model, whatever steps of other branches are called', () => {
  const { steps } = chainIn(CHAIN);
  expect(steps.map(({ name, branches }) => [...branches, name].join('.'))).toEqual([
    'graph',
    'gpu.half',
    'gpu.plan',
    'cpu.plan',
  ]);
  expect(steps.map((step) => stepsBefore(step).map(({ name }) => name))).toEqual([
    [],
    ['graph'],
    ['half', 'graph'],
    ['graph'],
  ]);
  expect(steps[0]!.takes).toMatchObject({ name: 'teacher', step: undefined });
});

it('holds each step to the conditions around it and its own', () => {
  const { steps, gates } = chainIn(CHAIN);
  expect(gates).toHaveLength(3);
  expect(steps.map((step) => step.gates.length)).toEqual([1, 2, 2, 2]);
});
