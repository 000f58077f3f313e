import type * as Kubeflow from '../../targets/kubeflow/acceptance.ts';
import type * as Terraform from '../../targets/terraform/acceptance.ts';
import type * as Triton from '../../targets/triton/acceptance.ts';
import { findKubeflow, findTerraform, findTriton, type Found } from '../doctor/find-tools.ts';
import { sourceModule } from '../source-module.ts';

/** What a real tool says about a generated file. */
export interface ToolFinding {
  /** Relative to the folder that was verified. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  /** The tool, or the part of it. */
  readonly by: string;
}

type Verify = (folder: string, signal: AbortSignal) => Promise<readonly ToolFinding[]>;

export interface Verifier {
  /** Id of the target whose folders it takes. */
  readonly target: string;
  /** What is not known without the tool. */
  readonly disables: string;
  find(signal: AbortSignal): Promise<Found<{ readonly verify: Verify }>>;
}

/** How the files of each target are held against the real tool; a target without a row is only generated. */
export const VERIFIERS: readonly Verifier[] = [
  {
    target: 'kubeflow',
    disables: 'whether the SDK compiles the pipelines',
    async find(signal) {
      const tool = await findKubeflow(signal);
      if (!tool.found) return tool;
      const { verify } =
        (await sourceModule<typeof Kubeflow>('targets/kubeflow/acceptance.ts')) ??
        (await import('../../targets/kubeflow/acceptance.ts'));
      return { ...tool, verify: (folder, cancel) => verify(folder, { python: tool.python, signal: cancel }) };
    },
  },
  {
    target: 'terraform',
    disables: 'whether Terraform and its provider accept the configuration',
    async find(signal) {
      const tool = await findTerraform(signal);
      if (!tool.found) return tool;
      const { verify } =
        (await sourceModule<typeof Terraform>('targets/terraform/acceptance.ts')) ??
        (await import('../../targets/terraform/acceptance.ts'));
      return {
        ...tool,
        verify: (folder, cancel) => verify(folder, { installation: tool.installation, signal: cancel }),
      };
    },
  },
  {
    target: 'triton',
    disables: 'whether the server loads the models',
    async find(signal) {
      const tool = await findTriton(signal);
      if (!tool.found) return tool;
      const { verify } =
        (await sourceModule<typeof Triton>('targets/triton/acceptance.ts')) ??
        (await import('../../targets/triton/acceptance.ts'));
      return {
        ...tool,
        verify: (folder, cancel) => verify(folder, { installation: tool.installation, signal: cancel }),
      };
    },
  },
];
