import { describe, expect, it } from 'vitest';
import { projectOf } from '../../testing/findings.ts';

const TEXT = `package shop

template site(place : string) for cloud {
  region: place
  bucket lake { versioning: on }
  cluster serving {
    pool cpu { machine: "m6i.large", count: 1..3 }
    pool gpu { machine: "g5.xlarge", count: 1..2 }
  }
}
cloud eu = site(place: "eu-west-1") {
  cluster serving { pool cpu { count: 2..4 } }
}
cloud us = site(place: "us-east-1")
model net { artifact: huggingface("acme/net", revision: "9d0e1f2"), input x : float32[batch, 3], output y : float32[batch, 1] }
service api on us.serving { serves net on triton }
source rows { location: "s3://\${us.lake.name}/rows/", schema { id : string key } }
template near(at : cloud) for service { serves net on triton, runs on at.serving }
service other = near(us)
template clean(data : source, most : int) for pipeline {
  step all = read data
  step good = validate all { expect unique(id) }
  timeout: 2h
}
pipeline nightly = clean(rows, 3)
template batched(most : int) for service { serves net on triton { batch 1..most within 2ms } }
service third = batched(8)
`;

describe('an element of a template that is made several times', () => {
  const project = projectOf(TEXT);
  const resolution = project.resolve();
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  const { elements } = resolution.system;
  const named = (name: string): Record<string, unknown> =>
    elements.find((each) => each.name === name) as unknown as Record<string, unknown>;

  it('is named through the element that it belongs to', () => {
    expect(named('api')['platform']).toMatchObject({ qualifiedName: 'shop.us.serving' });
    expect(named('other')['runsOn']).toMatchObject({ qualifiedName: 'shop.us.serving' });
    expect(named('rows')['location']).toMatchObject({ value: 's3://shop-us-lake/rows/' });
  });

  it('has the steps of its template, with what it is given', () => {
    const [read, good] = named('nightly')['steps'] as { name: string; qualifiedName: string }[];
    expect(read).toMatchObject({
      qualifiedName: 'shop.nightly.all',
      verb: 'read',
      source: { qualifiedName: 'shop.rows' },
    });
    expect(good).toMatchObject({ inputs: [{ step: { qualifiedName: 'shop.nightly.all' } }] });
  });

  it('is changed in part, and keeps the rest', () => {
    const resources = named('eu')['resources'] as {
      kind: string;
      pools: { name: string; qualifiedName: string }[];
    }[];
    const cluster = resources.find(({ kind }) => kind === 'cluster');
    expect(cluster!.pools.map(({ name, qualifiedName }) => [name, qualifiedName])).toEqual([
      ['cpu', 'shop.eu.serving.cpu'],
      ['gpu', 'shop.eu.serving.gpu'],
    ]);
    expect(cluster!.pools[0]).toMatchObject({ machine: { value: 'm6i.large' }, min: { value: 2 } });
    expect(project.check().filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
