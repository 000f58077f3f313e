import { describe, expect, test } from 'vitest';
import { tenon } from './run-tenon.ts';

describe('tenon doctor --gpu', () => {
  test('starts each provider and says what is missing', async () => {
    const run = await tenon(['doctor', '--gpu', '--format', 'json'], { env: { LD_LIBRARY_PATH: '' } });
    expect(run.code).toBe(0);
    const { engine, providers } = JSON.parse(run.stdout) as {
      engine: { name: string };
      providers: { id: string; state: string; reason?: string; advice?: string }[];
    };
    expect(engine.name).toBe('ort-ffi');
    expect(providers[0]).toMatchObject({ id: 'cpu', state: 'works' });
    for (const { state, reason, advice } of providers) {
      if (state !== 'missing') continue;
      expect(reason).toBeTruthy();
      expect(advice).toBeTruthy();
    }
  });

  test('says why the faster engine does not start', async () => {
    const run = await tenon(['doctor', '--gpu'], { env: { TENON_ORT_LIBRARY: import.meta.filename } });
    expect(run.stdout).toContain('The faster engine ort-ffi does not start');
    expect(run.stdout).toMatch(/✓ CPU/);
  });
});
