import { describe, expect, it } from 'vitest';
import { childEnvironment } from './child-environment.ts';

describe('the environment of a child', () => {
  const plan = { cases: [] };

  it('has what libraries and drivers need, and no secrets', () => {
    const kept = childEnvironment(
      {
        PATH: '/bin',
        Path: 'C:\\',
        SystemRoot: 'C:\\Windows',
        LD_LIBRARY_PATH: '/cuda',
        CUDA_VISIBLE_DEVICES: '1',
        VK_DRIVER_FILES: '/icd.json',
        TENON_ORT_LIBRARY: '/own.so',
        NODE_OPTIONS: '--inspect',
        NPM_TOKEN: 'secret',
        AWS_SECRET_ACCESS_KEY: 'secret',
      },
      plan,
    );
    expect(Object.keys(kept).sort()).toEqual([
      'CUDA_VISIBLE_DEVICES',
      'LD_LIBRARY_PATH',
      'ORT_DISABLE_TELEMETRY',
      'PATH',
      'Path',
      'SystemRoot',
      'TENON_ORT_LIBRARY',
      'UV_THREADPOOL_SIZE',
      'VK_DRIVER_FILES',
    ]);
  });

  it('keeps the library from sending events to its maker, whatever is set', () => {
    const kept = childEnvironment({ ORT_DISABLE_TELEMETRY: '0' }, plan);
    expect(kept['ORT_DISABLE_TELEMETRY']).toBe('1');
  });

  it('has threads for the runs that go on at once', () => {
    const scenario = { kind: 'concurrency', concurrency: 12 } as const;
    const cases = [{ batch: 1, tensors: [], scenario }];
    expect(childEnvironment({}, { cases })).toMatchObject({ UV_THREADPOOL_SIZE: '12' });
    expect(childEnvironment({}, plan)).toMatchObject({ UV_THREADPOOL_SIZE: '4' });
  });
});
