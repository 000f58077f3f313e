import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import {
  COMPARE_MODELS,
  COMPARE_OUTPUTS,
  type ComparedModels,
  type ComparedOutputs,
  type GenerationProblem,
} from '../../protocol/index.ts';
import { LspClient, type ClientOptions } from './lsp-client.ts';

const CLOUD = `package shop
param keep : duration = 30d
cloud main on aws {
  region: "us-east-1"
  bucket lake { versioning: on, keep: keep }
  network vpc { cidr: "10.0.0.0/16", zones: 3 }
  cluster serving on vpc { pool gpu { machine: "g5.xlarge", count: 1..4 } }
}
`;
const RELEASE = `package shop
environment dev { cloud main { cluster serving { pool gpu { count: 0..1 } } } }
environment prod extends dev { param keep = 90d }
environment twin extends dev {}
deployment shop_dev { environment: dev, uses [main], emit [terraform] }
deployment shop_prod { environment: prod, uses [main], emit [terraform] }
`;

type Answer<T> = T | { readonly problem: GenerationProblem } | null;

describe('two environments in the editor', () => {
  let client: LspClient;
  afterEach(() => client.stop());

  const start = async (options: ClientOptions = {}, lineEnd = '\n'): Promise<void> => {
    client = await LspClient.start(
      {
        'tenon.json': '{ "language": 1 }\n',
        'cloud.tenon': CLOUD.replaceAll('\n', lineEnd),
        '发布/release 一.tenon': RELEASE.replaceAll('\n', lineEnd),
      },
      options,
    );
  };
  const ask = <T>(method: string, one: string | null, other: string | null): Promise<Answer<T>> =>
    client.request(method, { uri: pathToFileURL(client.folder).toString(), one, other });
  const models = async (one: string | null, other: string | null): Promise<ComparedModels> => {
    const answer = await ask<ComparedModels>(COMPARE_MODELS.method, one, other);
    if (!answer || 'problem' in answer) throw new Error(JSON.stringify(answer));
    return answer;
  };

  const LAKE = `bucket shop.main.lake {  // declared at cloud.tenon:5:3
  physical_name: shop-main-prod-lake  // declaration at cloud.tenon:5:3
  versioning: true  // declaration at cloud.tenon:5:17; over true, default of the language
  encryption: aes256  // default of the language
  keep: 90d  // declaration at cloud.tenon:5:33; made from keep
}
`;

  it.each([
    ['of Unix', '\n'],
    ['of Windows', '\r\n'],
  ])('are two texts of what differs, with line ends %s', async (_, lineEnd) => {
    await start({}, lineEnd);
    const { one, other, differing, same } = await models('dev', 'prod');
    expect({ differing, same }).toEqual({ differing: 2, same: 6 });
    expect(other).toBe(`${LAKE}
param shop.keep {  // declared at cloud.tenon:2:1
  type: duration  // declaration at cloud.tenon:2:1
  value: 90d  // environment prod at 发布/release 一.tenon:3:45; over 30d, declaration at cloud.tenon:2:25
}
`);
    // What is the same is the same line in both.
    expect(one.split('\n').filter((line, index) => line !== other.split('\n')[index])).toEqual([
      '  physical_name: shop-main-dev-lake  // declaration at cloud.tenon:5:3',
      '  keep: 30d  // declaration at cloud.tenon:5:33; made from keep',
      '  value: 30d  // declaration at cloud.tenon:2:25',
    ]);
  });

  it('have costs, and one of them may be none', async () => {
    await start();
    const { one, other } = await models(null, 'dev');
    expect(one).toMatch(/^ {2}\/\/ Cost: Cost of gpu in a month, fewest machines = [\d,]+ USD$/mu);
    expect(other).toMatch(/^ {2}\/\/ Cost: Cost of gpu in a month, fewest machines = 0 USD$/mu);
    expect(other).toContain('min: 0  // environment dev at 发布/release 一.tenon:2:61; over 1, ');
    expect((await models('dev', 'twin')).differing).toBe(1);
  });

  it('follow what is typed and not yet saved', async () => {
    await start();
    await client.open('cloud.tenon', CLOUD.replace('keep: keep', 'keep: 7d'));
    const { other } = await models('dev', 'prod');
    expect(other).not.toContain('made from keep');
  });

  it('have files that would be generated, of which none is written', async () => {
    await start();
    const answer = await ask<ComparedOutputs>(COMPARE_OUTPUTS.method, 'dev', 'prod');
    if (!answer || 'problem' in answer) throw new Error(JSON.stringify(answer));
    const buckets = answer.files.find(({ path }) => path === 'terraform/buckets.tf');
    expect(buckets).toMatchObject({ target: 'terraform' });
    expect(buckets?.one).toContain('"shop-main-dev-lake"');
    expect(buckets?.other).toContain('"shop-main-prod-lake"');
    expect(answer.same).toBeGreaterThan(2);
    expect(answer.errors).toEqual([]);
  });

  it('say what is wrong: an unknown name, a model with errors, a project that is not there', async () => {
    await start();
    const unknown = {
      problem: { reason: 'unknown', message: 'There is no environment prd.', help: 'Did you mean prod?' },
    };
    expect(await ask(COMPARE_MODELS.method, 'dev', 'prd')).toEqual(unknown);
    expect(await ask(COMPARE_OUTPUTS.method, 'dev', 'prd')).toEqual(unknown);
    await client.open('cloud.tenon', CLOUD.replace('bucket lake {', 'bucket lake { nonsense: 1,'));
    const broken = await ask(COMPARE_OUTPUTS.method, 'dev', 'prod');
    expect(broken).toEqual({
      problem: { reason: 'errors', message: 'The model has an error, so nothing can be generated.' },
    });
    expect(await models('dev', 'prod')).toMatchObject({ differing: 2 });
    for (const { method } of [COMPARE_MODELS, COMPARE_OUTPUTS])
      expect(await client.request(method, { uri: 'file:///nowhere', one: null, other: 'dev' })).toBeNull();
  });

  it('can be cancelled', async () => {
    await start();
    const source = new CancellationTokenSource();
    const uri = pathToFileURL(client.folder).toString();
    const answer = client.connection.sendRequest(
      COMPARE_OUTPUTS.method,
      { uri, one: 'dev', other: 'prod' },
      source.token,
    );
    source.cancel();
    await expect(answer).rejects.toThrow('cancelled');
    await models('dev', 'prod');
  });

  it('are told in Chinese', async () => {
    await start({ locale: 'zh-cn' });
    const { other } = await models(null, 'prod');
    expect(other).toContain('// 环境 prod，位于发布/release 一.tenon:3:45；覆盖 30d');
    expect(other).toContain('；由 keep 得出');
    const comments = other.split('\n').map((line) => line.split('//')[1] ?? '');
    expect(comments.filter((text) => /[a-z]{2,} [a-z]{2,} [a-z]{2,}/u.test(text))).toEqual([]);
  });
});
