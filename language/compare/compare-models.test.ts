import { describe, expect, it } from 'vitest';
import { projectOf, type Files } from '../testing/findings.ts';
import {
  compareModels,
  type ComparedElement,
  type ComparedValue,
  type CompareOptions,
  type ModelComparison,
} from './index.ts';

async function compare(
  files: Files,
  one: string | undefined,
  other: string | undefined,
  options: CompareOptions = {},
): Promise<ModelComparison> {
  const comparison = await compareModels(projectOf(files), { one, other }, options);
  if ('problem' in comparison) throw new Error(comparison.problem.message);
  return comparison;
}

/** `scale.min: 1 (declaration) | 3 (environment prod), over 1 (declaration)`. */
function lines({ properties }: ComparedElement): string[] {
  return properties
    .filter(({ isSame }) => !isSame)
    .map(({ property, one, other }) => `${property}: ${show(one)} | ${show(other)}`);
}

const show = (value: ComparedValue | undefined): string =>
  value === undefined
    ? '-'
    : [value, ...value.under]
        .map(
          ({ text, origin, environment }) =>
            `${text} (${origin.layer}${environment === undefined ? '' : ` ${environment}`})`,
        )
        .join(', over ');

const named = ({ elements }: ModelComparison): string[] =>
  elements.map(({ area, kind, qualifiedName }) => `${area} ${kind} ${qualifiedName}`);

const only = (comparison: ModelComparison): ComparedElement => {
  expect(comparison.elements).toHaveLength(1);
  return comparison.elements[0]!;
};

const MODEL = `model net {
  input x : float32[batch, 2]
  output y : float32[batch, 1]
}
`;

const SHOP = `package shop
param replicas : int in 1..9 = 1
${MODEL}
service api {
  serves net on triton { instances: 2 on cpu, batch 1..64 within 2ms }
  objective { latency.p99 < 20ms, availability >= 99.9% }
  scale { replicas: replicas..9, keep cpu_utilization < 70% }
}
environment dev {}
environment stage extends dev { service api { scale { keep cpu_utilization < 60% } } }
environment prod extends stage {
  param replicas = 3
  service api { objective { availability >= 99.95% } }
}
`;

describe('two environments', () => {
  it('differ in values, each with its layers and the environment that says it', async () => {
    const comparison = await compare(SHOP, 'dev', 'prod');
    expect(named(comparison)).toEqual(['serving service shop.api', 'language param shop.replicas']);
    const [service, param] = comparison.elements;
    expect(lines(service!)).toEqual([
      'objectives: availability >= 99.9% (declaration) | availability >= 99.95% (environment prod)',
      'scale.min: 1 (declaration), over 1 (default) | 3 (declaration), over 1 (default)',
      'scale.keep: cpu_utilization < 70% (declaration) | cpu_utilization < 60% (environment stage)',
    ]);
    expect(lines(param!)).toEqual(['value: 1 (declaration) | 3 (environment prod), over 1 (declaration)']);
    expect(comparison.same).toBe(3);
  });

  it('say which parameters decide a value that both write alike', async () => {
    const { elements } = await compare(SHOP, 'dev', 'prod');
    const min = elements[0]!.properties.find(({ property }) => property === 'scale.min');
    expect(min?.one?.parameters).toEqual(['shop.replicas']);
    expect(min?.other?.parameters).toEqual(['shop.replicas']);
    const cloud = `package shop
param keep : duration = 30d
cloud main on aws { region: "us-east-1", bucket lake { keep: keep } }
environment prod { param keep = 90d }
`;
    const [lake] = (await compare(cloud, undefined, 'prod')).elements;
    const made = lake!.properties.filter(({ other }) => other?.parameters).map(({ property }) => property);
    expect(made).toEqual(['keep']);
  });

  it('have the values that are the same beside the others, and the places of all', async () => {
    const { elements } = await compare(SHOP, 'dev', 'prod');
    const same = elements[0]!.properties.filter(({ isSame }) => isSame).map(({ property }) => property);
    expect(same).toContain('serves.net.instances.count');
    expect(same).toContain('scale.max');
    const [, objective] = elements[0]!.properties.filter(({ property }) => property === 'objectives');
    const line = SHOP.split('\n').findIndex((text) => text.includes('99.95%'));
    expect(objective?.other?.origin).toMatchObject({ file: 'model.tenon', range: { start: { line } } });
  });

  it('can be one of them and none: the declarations as they stand', async () => {
    const comparison = await compare(SHOP, undefined, 'stage');
    expect(lines(only(comparison))).toEqual([
      'scale.keep: cpu_utilization < 70% (declaration) | cpu_utilization < 60% (environment stage)',
    ]);
    expect(await compare(SHOP, undefined, 'dev')).toEqual({ elements: [], same: 5 });
  });

  it('are the same where they say the same in other words or at other places', async () => {
    const cloud = `package shop
cloud main on aws { region: "eu-central-1", bucket lake { keep: 48h } }
environment a { cloud main { bucket lake { keep: 2d } } }
environment b { cloud main { bucket lake { keep: 48h } } }
`;
    const { elements } = await compare(cloud, 'a', 'b');
    expect(elements.flatMap(lines)).toEqual([
      'physical_name: shop-main-a-lake (declaration) | shop-main-b-lake (declaration)',
    ]);
  });

  it('have costs and other figures that follow', async () => {
    const cloud = `package shop
cloud main on aws {
  region: "us-east-1"
  network vpc { cidr: "10.0.0.0/16", zones: 3 }
  cluster serving on vpc { pool gpu { machine: "g5.xlarge", count: 1..4 } }
}
environment dev { cloud main { cluster serving { pool gpu { count: 0..1 } } } }
environment prod {}
`;
    const { elements } = await compare(cloud, 'dev', 'prod');
    expect(elements.map(({ kind, figures }) => [kind, figures.length > 0])).toEqual([
      ['cloud', true],
      ['cluster', true],
      ['pool', true],
    ]);
    const pool = elements.find(({ kind }) => kind === 'pool')!;
    expect(pool.figures[0]).toMatchObject({ section: 'Cost', one: '0 USD' });
    expect(pool.figures[0]?.other).toMatch(/USD$/u);
  });

  it('may have elements that the other has not', async () => {
    const cloud = `package shop
cloud main on aws { region: "us-east-1", bucket lake {} }
environment dev {}
environment prod { cloud main { bucket archive { keep: 90d }, bucket logs {} } }
`;
    const { elements } = await compare(cloud, 'dev', 'prod');
    const added = elements.filter(({ onlyIn }) => onlyIn !== undefined);
    expect(added).toMatchObject([
      { kind: 'bucket', onlyIn: 'other', area: 'infrastructure' },
      { kind: 'bucket', onlyIn: 'other' },
    ]);
    expect(lines(added[0]!)).toContain('keep: - | 90d (environment prod)');
    const back = await compare(cloud, 'prod', 'dev');
    expect(back.elements.find(({ onlyIn }) => onlyIn)).toMatchObject({ onlyIn: 'one' });
  });

  it('differ in what the resolved model does not carry: other kinds, other statements, their own settings', async () => {
    const platform = `package 平台
param 配额 : int = 5
channel 值班 { via: slack, to: "#值班" }
tenant 客户 { tier: pro, quota { requests: 2/s, storage: 1TiB } }
environment 开发 {}
environment 生产 {
  tenant 客户 { quota { requests: 200/s } }
  require approval by [值班]
}
`;
    const comparison = await compare({ '模型/平台 一.tenon': platform }, '开发', '生产');
    expect(named(comparison)).toEqual(['operations tenant 平台.客户', 'release environment 平台.生产']);
    const [tenant, environment] = comparison.elements;
    expect(lines(tenant!)).toEqual([
      'quota.requests: 2/s (declaration) | 200/s (environment 生产), over 2/s (declaration)',
    ]);
    expect(lines(environment!)).toEqual(['require: - | require approval by [值班] (declaration 生产)']);
    expect(tenant!.properties[0]?.one?.origin.file).toBe('模型/平台 一.tenon');
  });

  it('are compared in the same way with line ends of Windows', async () => {
    const lf = await compare(SHOP, 'dev', 'prod');
    const crlf = await compare(SHOP.replaceAll('\n', '\r\n'), 'dev', 'prod');
    expect(crlf).toEqual(lf);
  });

  it('can not be compared when there is none of that name', async () => {
    expect(await compareModels(projectOf(SHOP), { one: 'dev', other: 'prd' })).toEqual({
      problem: { message: 'There is no environment prd.', help: 'Did you mean prod?' },
    });
  });

  it('name what there are several of by what it is about', async () => {
    const watched = `${SHOP}
channel oncall { via: slack, to: "#oncall" }
environment night extends dev { service api { monitor latency.p99 > 50ms for 1h then alert oncall } }
`.replace('  scale {', '  monitor latency.p99 > 20ms for 5m then alert oncall\n  scale {');
    const { elements } = await compare(watched, 'dev', 'night');
    expect(elements.flatMap(lines)).toEqual([
      'monitors[latency.p99].condition: latency.p99 > 20ms (declaration) | latency.p99 > 50ms (environment night)',
      'monitors[latency.p99].for: 5m (declaration) | 1h (environment night)',
    ]);
  });

  it('are left alone when it is cancelled', async () => {
    const controller = new AbortController();
    const pause = async (): Promise<void> => controller.abort(new Error('cancelled'));
    await expect(compare(SHOP, 'dev', 'prod', { signal: controller.signal, pause })).rejects.toThrow(
      'cancelled',
    );
  });

  it('change nothing in the project, and follow its edits', async () => {
    const project = projectOf(SHOP);
    const first = await compareModels(project, { one: 'dev', other: 'prod' });
    expect(await compareModels(project, { one: 'dev', other: 'prod' })).toEqual(first);
    project.setFile('model.tenon', SHOP.replace('param replicas = 3', 'param replicas = 1'));
    const after = await compareModels(project, { one: 'dev', other: 'prod' });
    expect('elements' in after && named(after)).toEqual(['serving service shop.api']);
  });
});
