import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { GENERATION_PREVIEW, type GenerationPreview } from '../../protocol/index.ts';
import { LspClient } from './lsp-client.ts';

const CASE = join(import.meta.dirname, '../../targets/triton/cases/measured/input');
const HISTORY = '.tenon/bench/history.jsonl';

it('files that are asked for right after a benchmark have its figures, though nobody told of them', async () => {
  const client = await LspClient.start({
    'tenon.json': '{ "language": 1 }\n',
    'scores.tenon': await readFile(join(CASE, 'scores.tenon'), 'utf8'),
  });
  await cp(join(CASE, 'models'), join(client.folder, 'models'), { recursive: true });
  const config = async (): Promise<string> => {
    const preview = await client.request<GenerationPreview>(GENERATION_PREVIEW.method, {
      uri: client.uri('').replace(/\/$/u, ''),
    });
    const found = preview.files.find(({ path }) => path.endsWith('open_net/config.pbtxt'));
    return found?.text ?? '';
  };
  expect(await config()).toContain('was not measured');
  const history = join(client.folder, HISTORY);
  await mkdir(dirname(history), { recursive: true });
  await writeFile(history, await readFile(join(CASE, HISTORY), 'utf8'));
  expect(await config()).toContain('max_batch_size: 16\n');
  await client.stop();
});
