import { expect, it } from 'vitest';
import { projectOf } from '../../language/testing/findings.ts';
import { indexSystem } from './system-index.ts';
import type { Manifest } from './target.ts';
import { typeLosses } from './type-losses.ts';

const TEXT = `package shop
source swipes {
  location: "s3://lake/swipes/"
  schema {
    card_id : string key
    many    : uint64
    more    : uint64
    amount  : float64
  }
}
deployment all { uses [swipes], emit [triton] }
`;

it('tells once what the types of an element lose, where the first of them stands', () => {
  const resolution = projectOf(TEXT).resolve();
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  const { system } = resolution;
  const deployment = system.elements.find((element) => element.kind === 'deployment')!;
  const manifest = {
    types: { source: ['parquet'] },
  } as const satisfies Partial<Manifest> as unknown as Manifest;
  const [found, ...others] = typeLosses(manifest, deployment, indexSystem(system));
  expect(others).toEqual([]);
  expect(found).toMatchObject({ code: 'TN9009', severity: 'information', range: { start: { line: 5 } } });
  expect(found!.message).toContain('many : uint64 (also more) of swipes loses something in Parquet: ');
});
