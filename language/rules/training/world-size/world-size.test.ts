import { expect, it } from 'vitest';
import { checkText } from '../../testing/check-text.ts';
import { rule } from './world-size.rule.ts';

const text = (mesh: string): string => `package shop
cloud main on aws {
  region: "us-west-2"
  cluster training on eks { pool gpus { machine: "g5.2xlarge", count: 0..2 } }
}
training net {
  runs on gpus { nodes: 2, gpus_per_node: 8 }
  mesh { ${mesh} }
}
`;

it('multiplies', () => {
  const [diagnostic] = checkText(rule, text('data: 4, tensor: 2'));
  expect(diagnostic!.message).toBe(
    'The mesh of net (data 4 × tensor 2) is 8 devices; it runs on 16 (2 × 8).',
  );
  expect(diagnostic!.help).toBe('With data: 8 it fits.');
});

it('accepts what fits', () => {
  expect(checkText(rule, text('data: 4, tensor: 2, pipeline: 2'))).toEqual([]);
});
