import {
  findKubeflow,
  findOnnxRuntime,
  findProgram,
  findTerraform,
  findTriton,
  type Found,
} from './find-tools.ts';

export interface ToolReport {
  readonly id: string;
  readonly title: string;
  readonly found: boolean;
  readonly version?: string;
  /** Why it is not there. */
  readonly reason?: string;
  /** What can't be done without it. */
  readonly disables: string;
}

interface ToolRow {
  readonly id: string;
  readonly title: string;
  readonly disables: string;
  readonly find: (signal: AbortSignal) => Promise<Found<object>>;
}

const OLDEST_NODE = 20;

const program =
  (names: readonly string[], args: readonly string[], version: RegExp) =>
  (signal: AbortSignal): Promise<Found<object>> =>
    findProgram(names, args, version, signal);

const TOOLS: readonly ToolRow[] = [
  {
    id: 'node',
    title: `Node.js ${OLDEST_NODE} or newer`,
    disables: 'everything',
    find: () => Promise.resolve(findNode()),
  },
  {
    id: 'onnxruntime',
    title: 'ONNX Runtime for Node',
    disables: '`tenon bench`',
    find: () => Promise.resolve(findOnnxRuntime()),
  },
  {
    id: 'kubeflow',
    title: 'Python with the Kubeflow Pipelines SDK',
    disables: '`tenon verify` of Kubeflow files, and running generated pipelines on this machine',
    find: findKubeflow,
  },
  {
    id: 'terraform',
    title: 'Terraform',
    disables: '`tenon verify` of Terraform files, and `tenon deploy` to a cloud',
    find: findTerraform,
  },
  {
    id: 'triton',
    title: 'Triton Inference Server',
    disables: '`tenon verify` of Triton repositories, and serving them on this machine',
    find: findTriton,
  },
  {
    id: 'kubectl',
    title: 'kubectl',
    disables: 'submitting pipelines to a cluster',
    find: program(['kubectl'], ['version', '--client', '-o', 'json'], /"gitVersion":\s*"v?([^"]+)"/),
  },
  {
    id: 'docker',
    title: 'Docker',
    disables: 'building images',
    find: program(['docker'], ['--version'], /version ([\d.]+)/),
  },
  {
    id: 'nvidia',
    title: 'NVIDIA GPU driver',
    disables: 'benchmarks on a GPU of this machine',
    find: program(['nvidia-smi'], ['--query-gpu=driver_version', '--format=csv,noheader'], /^([\d.]+)/m),
  },
  {
    id: 'code',
    title: 'Visual Studio Code',
    disables: 'opening projects in the desktop editor',
    find: program(['code'], ['--version'], /^([\d.]+)/m),
  },
  {
    id: 'git',
    title: 'git',
    disables: 'nothing of Tenon; generated files are best kept in version control',
    find: program(['git'], ['--version'], /version ([\d.]+)/),
  },
];

/** Looks at every tool; all at the same time, since each is a process of its own. */
export const examine = (signal: AbortSignal): Promise<readonly ToolReport[]> =>
  Promise.all(
    TOOLS.map(async ({ id, title, disables, find }): Promise<ToolReport> => {
      const result = await find(signal);
      const state = result.found
        ? { found: true, version: result.version }
        : { found: false, reason: result.reason };
      return { id, title, disables, ...state };
    }),
  );

function findNode(): Found<object> {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) >= OLDEST_NODE) return { found: true, version: node };
  return { found: false, reason: `this is Node.js ${node}` };
}
