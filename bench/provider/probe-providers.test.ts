import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { locateLibrary } from '../host/ort-ffi/library-location.ts';
import { pinnedNode } from '../host/testing/run-plan.ts';
import { probeProviders } from './probe-providers.ts';
import { providers } from './providers.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon probe 测 '));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

/** The system's C compiler makes libraries that stand for those of others. */
const compiler = 'cc';

function canCompile(): boolean {
  return process.platform === 'linux' && spawnSync(compiler, ['--version']).status === 0;
}

function compile(library: string, ...options: readonly string[]): void {
  const source = 'void Provider_SetHost(void *host) { (void)host; }';
  const args = ['-shared', '-fPIC', '-o', library, '-x', 'c', '-', '-x', 'none', ...options];
  execFileSync(compiler, args, { input: source });
}

describe('the probe of providers', () => {
  it('says of each whether it starts, and cleans up', async () => {
    vi.stubEnv('TMPDIR', folder);
    const result = await probeProviders({ runtime: pinnedNode });
    expect(result.engine).toMatchObject({ name: 'ort-ffi' });
    expect(result.providers.map(({ id }) => id)).toEqual(providers.map(({ id }) => id));
    expect(result.providers[0]).toEqual({ id: 'cpu', title: 'CPU', state: 'works' });
    for (const report of result.providers) {
      const { platforms } = providers.find(({ id }) => id === report.id)!;
      if (!platforms.includes(process.platform))
        expect(report).toMatchObject({ state: 'elsewhere', platforms });
      if (report.state === 'missing') expect(report.advice).not.toBe('');
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux' || existsSync('/dev/nvidia0'))(
    'names the missing file',
    async () => {
      const { providers: reports } = await probeProviders({ runtime: pinnedNode });
      const cuda = reports.find(({ id }) => id === 'cuda');
      expect(cuda?.state === 'missing' && cuda.reason).toMatch(
        /libonnxruntime_providers_shared\.so$|needs lib/,
      );
    },
  );

  it.skipIf(!canCompile())('names every library that a provider needs and that is not there', async () => {
    const build = join(folder, 'own build');
    mkdirSync(build);
    const library = join(build, 'libonnxruntime.so');
    symlinkSync(locateLibrary(), library);
    // As a user has it who has the provider but neither CUDA nor cuDNN.
    const needed = ['libcudart.so.13', 'libcudnn.so.9'].map((name) => join(build, name));
    for (const path of needed) compile(path, `-Wl,-soname,${basename(path)}`);
    compile(join(build, 'libonnxruntime_providers_shared.so'));
    compile(join(build, 'libonnxruntime_providers_cuda.so'), '-Wl,--no-as-needed', ...needed);
    for (const path of needed) rmSync(path);
    vi.stubEnv('TENON_ORT_LIBRARY', library);
    const { engine, providers: reports } = await probeProviders({ runtime: pinnedNode });
    expect(engine).toMatchObject({ name: 'ort-ffi' });
    const reasons = new Map(reports.map((each) => [each.id, each.state === 'missing' ? each.reason : '']));
    expect(reasons.get('cuda')).toMatch(
      /libonnxruntime_providers_cuda\.so needs libcudart\.so\.13, libcudnn\.so\.9$/,
    );
    expect(reasons.get('tensorrt')).toMatch(/^there is no .*libonnxruntime_providers_tensorrt\.so$/);
  });

  it('says why the faster engine does not run', async () => {
    vi.stubEnv('TENON_ORT_LIBRARY', join(folder, 'nothing.so'));
    const { engine, providers: reports } = await probeProviders({ runtime: pinnedNode });
    expect(engine?.fallbackReason).toContain('nothing.so');
    expect(reports[0]).toMatchObject({ id: 'cpu', state: 'works' });
  });

  it('with a child that does not start says why', async () => {
    const { engine, providers: reports } = await probeProviders({ runtime: join(folder, 'no-node') });
    expect(engine).toBeUndefined();
    expect(reports[0]).toMatchObject({ id: 'cpu', state: 'missing' });
  });

  it('is cancelled', async () => {
    const reason = new Error('enough');
    const probing = probeProviders({ runtime: pinnedNode, signal: AbortSignal.abort(reason) });
    await expect(probing).rejects.toBe(reason);
  });
});
