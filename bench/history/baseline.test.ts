import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BenchmarkResult } from '../run/benchmark-result.ts';
import { baselinePath, readBaseline, saveBaseline, sinceBaseline, type Baseline } from './baseline.ts';

let project = '';
let path = '';
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'tenon baseline 基 '));
  path = baselinePath(project);
});
afterEach(() => rmSync(project, { recursive: true }));

const result = (sha256: string, machine = 'm', batch = 1): BenchmarkResult =>
  ({
    version: 1,
    model: { sha256, external: [] },
    machine: { id: machine },
    cases: [{ scenario: 'single-stream', batch, inputHash: '0' }],
  }) as unknown as BenchmarkResult;

async function baseline(): Promise<Baseline> {
  const read = await readBaseline(path);
  if ('problem' in read) throw new Error(read.problem.message);
  return read.baseline;
}

describe('a baseline', () => {
  it('keeps one result for each model and machine, and what it does not understand', async () => {
    writeFileSync(path, JSON.stringify({ version: 1, entries: [{ from: 'a newer version' }] }));
    for (const [subject, machine, sha256] of [
      ['a', 'm', '1'],
      ['a', 'n', '2'],
      ['b', 'm', '3'],
      ['a', 'm', '4'],
    ] as const)
      expect(await saveBaseline(path, [{ subject, result: result(sha256, machine) }])).toBeUndefined();
    const { entries } = await baseline();
    expect(
      entries.map(({ subject, result: { machine, model } }) => [subject, machine.id, model.sha256]),
    ).toEqual([
      ['a', 'n', '2'],
      ['b', 'm', '3'],
      ['a', 'm', '4'],
    ]);
    expect(readFileSync(path, 'utf8')).toContain('a newer version');
  });

  it('keeps cases that were not measured again', async () => {
    await saveBaseline(path, [{ subject: 'a', result: result('1', 'm', 8) }]);
    await saveBaseline(path, [{ subject: 'a', result: result('2', 'm', 1) }]);
    expect((await baseline()).entries).toHaveLength(2);
  });

  it('puts only figures of the same machine and case side by side', async () => {
    await saveBaseline(path, [{ subject: 'a', result: result('1') }]);
    const of = async (subject: string, now: BenchmarkResult) =>
      sinceBaseline(await baseline(), subject, now)[0];
    expect(await of('a', result('1'))).toMatchObject({ before: { batch: 1 }, isOtherModel: false });
    expect(await of('a', result('2'))).toMatchObject({ before: { batch: 1 }, isOtherModel: true });
    expect(await of('a', result('1', 'n'))).toMatchObject({ before: 'other machine' });
    expect(await of('a', result('1', 'm', 8))).toMatchObject({ before: 'not measured' });
    expect(await of('b', result('1'))).toMatchObject({ before: 'not measured' });
  });

  it('that is missing, damaged, of another version or a folder is a problem', async () => {
    const message = async (): Promise<string> => {
      const read = await readBaseline(path);
      return 'problem' in read ? read.problem.message : 'none';
    };
    expect(await message()).toContain('it does not exist');
    writeFileSync(path, '{"version":1,');
    expect(await message()).toContain('cannot be read');
    // A damaged file may be mended by hand, so it is not written over.
    expect(await saveBaseline(path, [{ subject: 'a', result: result('1') }])).toHaveProperty('problem');
    writeFileSync(path, '{"version":2,"entries":[]}');
    expect(await message()).toContain('no baseline of a version that is known');
    rmSync(path);
    mkdirSync(path);
    expect(await message()).toContain('EISDIR');
  });

  it('that cannot be written says why, and leaves nothing half', async () => {
    const nowhere = join(project, 'no', 'baseline.json');
    expect(await saveBaseline(nowhere, [{ subject: 'a', result: result('1') }])).toMatchObject({
      problem: { code: 'baseline/unwritable', message: expect.stringContaining('ENOENT') as string },
    });
    expect(existsSync(nowhere)).toBe(false);
  });
});
