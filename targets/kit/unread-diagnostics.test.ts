import { expect, it } from 'vitest';
import { projectOf } from '../../language/testing/findings.ts';
import { generate } from './generate.ts';

it('tells what of a used element nothing carries, and nothing about others', () => {
  const project = projectOf(`package shop
source swipes { location: "x.parquet", lateness: 5m, schema { a : string key } }
source other { location: "y.parquet", lateness: 5m, schema { a : string key } }
dataset rows { location: "z" }
deployment d { uses [swipes, rows], emit [] }
`);
  const resolution = project.resolve();
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  const { system } = resolution;
  const deployment = system.elements.find((element) => element.kind === 'deployment')!;
  const { diagnostics } = generate({
    system,
    targets: [],
    deployments: [{ deployment }],
    facts: { exists: () => false, signature: () => undefined, measured: () => undefined },
    hash: () => '',
  });
  expect(diagnostics.map((each) => [each.code, each.range.start.line, each.message])).toEqual([
    ['TN9007', 1, 'Nothing that is generated carries "lateness" of swipes yet.'],
    ['TN9008', 4, 'Nothing is generated for dataset rows yet.'],
  ]);
});
