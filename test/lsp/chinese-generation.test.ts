import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  GENERATION_PREVIEW,
  LINE_ORIGIN,
  type GenerationPreview,
  type GenerationProblem,
  type LineOrigin,
} from '../../protocol/index.ts';
import { repository, SHOP, SHOP_DEPLOYMENT } from '../cli/run-tenon.ts';
import { LspClient } from './lsp-client.ts';

/** Of this, too, Terraform says something: an EMR cluster has a pool called master. */
const MODEL = SHOP.replace(
  '  bucket lake { versioning: on, encryption: kms }\n',
  `  bucket lake { versioning: on, encryption: kms }
  network a { cidr: "10.0.0.0/16" }
  cluster spark on emr {
    network: a
    pool workers { machine: "m5.xlarge", count: 1..2 }
  }
`,
);
const ENGLISH = /(?<![\p{L}.])[A-Za-z]{2,} (?:a|an|[a-z]{2,}) [a-z]{2,}/u;

describe('generating in a Chinese editor', () => {
  let client: LspClient;
  beforeAll(async () => {
    client = await LspClient.start(
      { 'tenon.json': '{ "language": 1 }\n', 'shop.tenon': SHOP, 'release.tenon': SHOP_DEPLOYMENT },
      { locale: 'zh-cn' },
    );
    await client.open('shop.tenon', MODEL);
  });
  afterAll(() => client.stop());

  const project = (): string => client.uri('').replace(/\/$/u, '');
  const preview = (more: object = {}): Promise<GenerationPreview | { readonly problem: GenerationProblem }> =>
    client.request(GENERATION_PREVIEW.method, { uri: project(), ...more });

  it('says what targets say of the model in Chinese, with what to do', async () => {
    const answer = await preview();
    if ('problem' in answer) throw new Error(JSON.stringify(answer));
    const said = answer.findings.flatMap(({ message, help }) => [
      message,
      ...(help === undefined ? [] : [help]),
    ]);
    expect(answer.findings.map(({ code }) => code)).toEqual(['TN9104', 'TN9110']);
    expect(said.filter((text) => !/\p{Script=Han}/u.test(text) || ENGLISH.test(text))).toEqual([]);
  });

  it('says why a line is there in Chinese', async () => {
    const run = spawnSync(process.execPath, [join(repository, 'cli/main.ts'), 'generate'], {
      cwd: client.folder,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    const path = 'generated/terraform/modules/bucket/main.tf';
    const lines = (await readFile(join(client.folder, path), 'utf8')).split('\n');
    const line = lines.findIndex((text) => text.includes('block_public_acls'));
    const origin = await client.request<LineOrigin>(LINE_ORIGIN.method, { uri: client.uri(path), line });
    expect(origin).toMatchObject({ cause: 'model', derived: '每个存储桶都有相同的保护' });
  });

  it('says in Chinese what keeps it from generating', async () => {
    const answer = await preview({ targets: ['teraform'] });
    expect('problem' in answer && answer.problem).toEqual({
      reason: 'unknown',
      message: '没有目标 teraform。',
      help: '是否指 terraform？',
    });
  });
});
