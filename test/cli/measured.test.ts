import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tenon } from './run-tenon.ts';

const CASE = join(import.meta.dirname, '../../targets/triton/cases/measured/input');

let project = '';
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'tenon measured 测量 '));
  cpSync(CASE, project, { recursive: true });
});
afterEach(() => rmSync(project, { recursive: true }));

const config = (model: string): string =>
  readFileSync(join(project, `generated/triton/model_repository/${model}/config.pbtxt`), 'utf8');

describe('what was measured', () => {
  test('is in generated files, with the measurement that each value is from', async () => {
    expect((await tenon(['generate', project])).code).toBe(0);
    expect(config('open_net')).toContain(
      '# Measured: tenon bench of 2026-11-20, Xeon at 2.5 GHz, cpu, model 93731483.\nmax_batch_size: 16\n',
    );
    expect((await tenon(['generate', project, '--check'])).code).toBe(0);
  });

  test('is not used for a file that was trained again, which is said', async () => {
    await tenon(['generate', project]);
    // A field that no reader of ONNX knows: another file with the same signature.
    appendFileSync(join(project, 'models/open_net.onnx'), Buffer.from([0xfa, 0x07, 0x00]));
    expect((await tenon(['generate', project, '--check'])).code).toBe(1);
    expect((await tenon(['generate', project])).code).toBe(0);
    expect(config('open_net')).toContain('is of other bytes (model 93731483) and is not used');
    expect(config('open_net')).toContain('max_batch_size: 0\n');
  });

  test('without a history there are defaults that say so', async () => {
    rmSync(join(project, '.tenon'), { recursive: true });
    expect((await tenon(['generate', project])).code).toBe(0);
    expect(config('open_net')).toContain(
      'was not measured: what open_net does not declare has the defaults of Triton.',
    );
  });

  test('by another tool counts once it is imported, with where it is from', async () => {
    const csv = join(import.meta.dirname, '../../bench/import/fixtures/perf.csv');
    const bring = (...more: string[]) =>
      tenon(['bench', project, '--import', csv, '--import-machine', 'NVIDIA L4', ...more]);
    const several = await bring();
    expect(several.code).toBe(2);
    expect(several.stderr).toContain('does not say which model');
    for (const batch of ['1', '8']) {
      const run = await bring('-m', 'never_net', '--batch', batch);
      expect(run).toMatchObject({ code: 0, stderr: '' });
      expect(run.stdout).toContain('2 figures of shop.scores.never_net imported');
    }
    expect((await bring('-m', 'never_net')).stdout).toContain('were imported before');
    const why = await tenon(['why', 'never_api.serving', '-p', project]);
    expect(why.stdout).toContain('(perf.csv), NVIDIA L4');
    const missing = await tenon(['bench', project, '-m', 'never_net', '--import', 'no.csv']);
    expect(missing.code).toBe(3);
  });

  test('decides replicas and queues, and `why` says who says what', async () => {
    const figures = await tenon(['capacity', 'open_api', '-p', project]);
    expect(figures.stdout).toContain('(tenon bench of 2026-11-20, Xeon at 2.5 GHz, cpu, model 93731483)');
    const why = await tenon(['why', 'declared_api.serving', '-p', project]);
    expect(why.stdout).toContain('What is declared goes before what was measured of the same bytes');
    expect(why.stdout).toContain('largest batch = 32');
    expect(why.stdout).toContain('p99 of a batch of 16 is 12 ms, within 0.8 × 20 ms');
  });
});
