import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { checkExternalData, memorySource, readSignature, type Signature } from './index.ts';
import { openFile } from '../disk/open-file.ts';
import { readSignatureFile } from './read-signature-file.ts';

const fixtures = fileURLToPath(new URL('../../bench/fixtures/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tenon signature 数据 '));
afterAll(() => rmSync(folder, { recursive: true }));

async function withLocation(location: string): Promise<Signature> {
  const read = await readSignature(memorySource(readFileSync(join(fixtures, 'external.onnx'))));
  if ('problem' in read) throw new Error(read.problem.message);
  const { signature } = read;
  return { ...signature, externalData: signature.externalData.map((tensor) => ({ ...tensor, location })) };
}

describe('external weights', () => {
  it('are found beside the model', async () => {
    expect(await readSignatureFile(join(fixtures, 'external.onnx'))).toHaveProperty('signature');
  });

  it('that are missing, too short, or there are told apart', async () => {
    const signature = await withLocation('sub/weights.bin');
    const check = (size: number | undefined) => checkExternalData(signature, () => Promise.resolve(size));
    expect(await check(192)).toEqual([]);
    expect(await check(191)).toMatchObject([{ code: 'external-short' }]);
    expect(await check(undefined)).toMatchObject([{ code: 'external-missing' }]);
  });

  it.each(['../weights.bin', 'a/../../b', '/etc/passwd', 'C:\\weights', '\\\\host\\share', 'a\\..\\b', ''])(
    'may not lie at "%s"',
    async (location) => {
      const problems = await checkExternalData(await withLocation(location), () => Promise.resolve(1000));
      expect(problems).toMatchObject([{ code: 'external-escapes' }]);
    },
  );
});

describe('files on disk', () => {
  it('with odd names are read, and lose their weights visibly', async () => {
    const model = join(folder, 'mit Raum.onnx');
    writeFileSync(model, readFileSync(join(fixtures, 'external.onnx')));
    expect(await readSignatureFile(model)).toMatchObject({ problem: { code: 'external-missing' } });
    writeFileSync(join(folder, 'external.bin'), new Uint8Array(192));
    expect(await readSignatureFile(model)).toHaveProperty('signature');
    truncateSync(join(folder, 'external.bin'), 100);
    expect(await readSignatureFile(model)).toMatchObject({ problem: { code: 'external-short' } });
  });

  it('that are no files are problems', async () => {
    expect(await openFile(join(folder, 'nothing'))).toMatchObject({ problem: { code: 'missing' } });
    expect(await openFile(folder)).toMatchObject({ problem: { code: 'not-a-file' } });
    expect(await openFile('/dev/null')).toMatchObject({ problem: { code: 'not-a-file' } });
  });
});
