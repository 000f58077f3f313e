import { describe, expect, it } from 'vitest';
import { projectOf } from '../../language/testing/findings.ts';
import { compareOutputs, type OutputsComparison, type OutputsRequest } from './compare-outputs.ts';
import { pairDeployments } from './pair-deployments.ts';

const MODEL = `package shop
cloud main on aws { region: "eu-central-1", bucket lake { versioning: on, encryption: kms, keep: 30d } }
environment dev { cloud main { bucket lake { keep: 1d } } }
environment prod {}
environment idle {}
`;
const deployment = (name: string, environment: string | undefined): string =>
  `deployment ${name} { ${environment === undefined ? '' : `environment: ${environment}, `}uses [main], emit [terraform] }\n`;

const compare = async (text: string, request: OutputsRequest): Promise<OutputsComparison> => {
  const comparison = await compareOutputs(projectOf(text), request);
  if ('problem' in comparison) throw new Error(comparison.problem.message);
  return comparison;
};

const TWO = MODEL + deployment('shop_dev', 'dev') + deployment('shop_prod', 'prod');

describe('the files of two environments', () => {
  it('differ where the model does, path by path without the names of the deployments', async () => {
    const { files, same } = await compare(TWO, { one: 'dev', other: 'prod' });
    const buckets = files.find(({ path }) => path === 'terraform/buckets.tf');
    expect(buckets).toMatchObject({ target: 'terraform' });
    const [one, other] = [buckets?.one, buckets?.other].map((side) =>
      side && 'text' in side ? side.text : '',
    );
    expect(one).toContain('keep_old_versions_days = 1\n');
    expect(other).toContain('keep_old_versions_days = 30\n');
    expect(same).toBeGreaterThan(2);
    expect(files.map(({ path }) => path)).toEqual([...files.map(({ path }) => path)].sort());
  });

  it('are those of a deployment that is for every environment', async () => {
    const { files } = await compare(MODEL + deployment('shop', undefined), { one: 'dev', other: 'prod' });
    expect(files.map(({ path }) => path)).toContain('terraform/buckets.tf');
  });

  it('are made of the deployments of the other side where an environment has none', async () => {
    const { files, same } = await compare(MODEL + deployment('shop_prod', 'prod'), {
      one: undefined,
      other: 'prod',
    });
    const texts = files.map(({ other }) => (other && 'text' in other ? other.text : ''));
    expect(texts.join()).toContain('environment prod');
    expect(same).toBeGreaterThan(2);
  });

  it('lie in folders of their deployments when there are several', async () => {
    const more = deployment('edge_dev', 'dev') + deployment('edge_prod', 'prod');
    const { files } = await compare(TWO + more, { one: 'dev', other: 'prod' });
    expect([...new Set(files.map(({ path }) => path.split('/')[0]))]).toEqual(['edge_prod', 'shop_prod']);
  });

  it('may be those of some targets only', async () => {
    const request = { one: 'dev', other: 'prod' };
    const { files } = await compare(TWO, { ...request, targets: ['terraform'] });
    expect(new Set(files.map(({ target }) => target))).toEqual(new Set(['terraform']));
    expect(await compareOutputs(projectOf(TWO), { ...request, targets: ['terrafrom'] })).toEqual({
      problem: {
        reason: 'unknown',
        message: 'There is no target terrafrom.',
        help: 'Did you mean terraform?',
      },
    });
  });

  it('are none where nothing is deployed', async () => {
    const none = await compareOutputs(projectOf(MODEL), { one: 'dev', other: 'prod' });
    expect(none).toMatchObject({ problem: { reason: 'nothing' } });
    const idle = await compareOutputs(projectOf(MODEL + deployment('shop_prod', 'prod')), {
      one: 'dev',
      other: 'idle',
    });
    expect(idle).toMatchObject({
      problem: {
        message: 'No deployment is for environment dev or idle.',
        help: 'There are shop_prod (prod).',
      },
    });
  });
});

describe('the deployments of two environments', () => {
  const pairs = (text: string): unknown => {
    const paired = pairDeployments(projectOf(text), 'shop.dev', 'shop.prod');
    return 'pairs' in paired ? paired.pairs.map(({ one, other }) => [one, other]) : paired.problem;
  };

  it('belong together by their own name, by the rest of it, or as the only ones', () => {
    expect(pairs(TWO + deployment('both', undefined))).toEqual([
      ['shop.both', 'shop.both'],
      ['shop.shop_dev', 'shop.shop_prod'],
    ]);
    expect(pairs(MODEL + deployment('small', 'dev') + deployment('large', 'prod'))).toEqual([
      ['shop.small', 'shop.large'],
    ]);
  });

  it('stay alone when nothing tells what they belong to', () => {
    const text = deployment('a', 'dev') + deployment('b', 'prod') + deployment('c', 'prod');
    expect(pairs(MODEL + text)).toEqual([
      ['shop.a', undefined],
      [undefined, 'shop.b'],
      [undefined, 'shop.c'],
    ]);
  });
});
