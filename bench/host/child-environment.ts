import type { Plan } from './messages.ts';

/**
 * What a native library, its driver and Node need of the environment: paths, folders for temporary files, and settings of
 * drivers. Everything else stays behind: secrets of a shell are none of a model's business, and NODE_OPTIONS of a
 * debugger or profiler would be measured along with the model.
 */
const inherited = new Set([
  'PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'TMP', 'TEMP', 'DISPLAY', 'WAYLAND_DISPLAY',
  'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'PROGRAMFILES', 'PROGRAMDATA', 'COMMONPROGRAMFILES', 'APPDATA',
  'LOCALAPPDATA', 'USERPROFILE', 'NUMBER_OF_PROCESSORS', 'PROCESSOR_ARCHITECTURE',
]); // prettier-ignore

/** Settings of loaders, drivers and libraries, and Tenon's own. */
const inheritedPrefixes =
  /^(?:LD_|DYLD_|XDG_|VK_|DRI_|MESA_|LIBGL_|CUDA|CUDNN|NVIDIA_|TENSORRT|ORT_|OMP_|KMP_|MKL_|OPENBLAS_|DAWN_|TENON_)/u;

/** Threads of libuv's pool where nothing needs more; concurrent runs take one each. */
const poolThreads = 4;

/**
 * Keeps ONNX Runtime from sending events to its maker, which it does from 1.30 on unless it is told not to before it
 * starts: nothing that is measured here is anybody else's business, and its thread would be measured along.
 */
const privacy = { ORT_DISABLE_TELEMETRY: '1' };

/** The environment of a child that carries out this plan. */
export function childEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  { cases }: Pick<Plan, 'cases'>,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    // Names are the same in upper and lower case on Windows, where they are written in both.
    const upper = name.toUpperCase();
    if (value !== undefined && (inherited.has(upper) || inheritedPrefixes.test(upper))) kept[name] = value;
  }
  const lanes = cases.map(({ scenario }) => (scenario?.kind === 'concurrency' ? scenario.concurrency : 1));
  return { ...kept, ...privacy, UV_THREADPOOL_SIZE: String(Math.max(poolThreads, ...lanes)) };
}
