import type { Launcher } from '../launcher.ts';
import { launcher as kubeflow } from './kubeflow.ts';
import { launcher as terraform } from './terraform.ts';
import { launcher as triton } from './triton.ts';

/** One file each; a test compares this list with the folder. */
export const LAUNCHERS: readonly Launcher[] = [kubeflow, terraform, triton];
