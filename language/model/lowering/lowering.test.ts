import { describe, expect, it } from 'vitest';
import { projectOf, type Files } from '../../testing/findings.ts';
import type { ElementKinds, Kind } from '../system.ts';

function element<K extends Kind>(files: Files, kind: K, name: string, environment?: string): ElementKinds[K] {
  const resolution = projectOf(files).resolve(environment);
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  const found = resolution.system.elements.find((each) => each.kind === kind && each.name === name);
  if (!found) throw new Error(`${kind} ${name} is not in the resolved model.`);
  return found as ElementKinds[K];
}

const MODEL = `package shop
param days : int in 1..30 = 7
entity card { key: card_id }
source swipes {
  location: "s3://\${region}/swipes/"
  schema { card_id : string key, amount : float64?, n : int32 }
}
param region : string = "eu"
features act of card from swipes {
  ttl: 30d
  mean         = avg(amount) over 7d
  total        = sum(n) over 1d
  often : int8 = count() over 1h
}
environment base { param region = "us" }
environment prod extends base {
  param days = 14
  features act { ttl: 2d }
}
`;

describe('values', () => {
  it('come from the vocabulary when nothing is written', () => {
    const view = element(MODEL, 'features', 'act');
    expect([view.version.value, view.version.origin.layer]).toEqual([1, 'default']);
    expect(view.stores.value).toEqual(['offline']);
  });

  it('remember the layers that they cover', () => {
    const view = element(MODEL, 'features', 'act', 'prod');
    expect(view.ttl?.value.value).toBe(2 * 86_400);
    expect(view.ttl?.origin.layer).toBe('environment');
    expect(view.ttl?.under?.value.value).toBe(30 * 86_400);
    expect(view.ttl?.under?.origin.layer).toBe('declaration');
  });

  it('take parameters of the environment, also inherited ones', () => {
    expect(element(MODEL, 'source', 'swipes').location?.value).toBe('s3://eu/swipes/');
    expect(element(MODEL, 'source', 'swipes', 'prod').location?.value).toBe('s3://us/swipes/');
    const days = element(MODEL, 'param', 'days', 'shop.prod');
    expect([days.value?.value, days.value?.under?.value, days.allowed]).toEqual([14, 7, { from: 1, to: 30 }]);
  });
});

describe('types', () => {
  it('of features are inferred from their formulas', () => {
    const view = element(MODEL, 'features', 'act');
    expect(view.features.map((each) => [each.name, each.type, each.typeInferred])).toEqual([
      ['mean', { kind: 'scalar', name: 'float64', nullable: true }, true],
      ['total', { kind: 'scalar', name: 'int64', nullable: true }, true],
      ['often', { kind: 'scalar', name: 'int8', nullable: false }, false],
    ]);
  });

  it('keep the window of an aggregate in seconds', () => {
    const [mean] = element(MODEL, 'features', 'act').features;
    expect(mean?.formula.root).toMatchObject({ node: 'call', function: 'avg', over: 7 * 86_400 });
  });
});

describe('the resolved model', () => {
  it('does not depend on the order of declarations and files', () => {
    const statements = MODEL.split(/\n(?=[a-z])/u);
    const shuffled = [statements[0]!, ...statements.slice(1).reverse()].join('\n');
    const names = (text: string): unknown => {
      const resolution = projectOf(text).resolve('prod');
      if ('problem' in resolution) throw new Error(resolution.problem.message);
      return resolution.system.elements.map((each) => [each.kind, each.qualifiedName]);
    };
    expect(names(shuffled)).toEqual(names(MODEL));
  });

  it('have parts of their own, by their own names', () => {
    const text = `package shop
cloud main on aws { region: "eu-central-1" }
environment prod { cloud main { cluster extra on eks { pool small { machine: "m6i.xlarge" } } } }
`;
    const { resources } = element({ 'a.tenon': text }, 'cloud', 'main', 'prod');
    expect(resources).toMatchObject([
      {
        qualifiedName: 'shop.main.extra',
        origin: { range: { start: { line: 2 } } },
        pools: [{ qualifiedName: 'shop.main.extra.small' }],
      },
    ]);
  });

  it('says which environments there are when one is unknown', () => {
    expect(projectOf(MODEL).resolve('pord')).toEqual({
      problem: { message: 'There is no environment pord.', help: 'Did you mean prod?' },
    });
  });

  it('survives environments that extend each other', () => {
    const text = 'environment a extends b {}\nenvironment b extends a {}\n';
    expect('system' in projectOf(text).resolve('a')).toBe(true);
  });
});
