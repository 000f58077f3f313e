import type { Origin } from '../../language/model/origin.ts';
import type { Deployment } from '../../language/model/release.ts';
import type { SystemElement } from '../../language/model/system.ts';
import type { Note, Step } from './deploy-plan.ts';
import type { Places } from './places.ts';

/** How the output of one target is launched: a pure function from the model and the list of files to steps. */
export interface Launcher {
  /** Id of the target. */
  readonly target: string;
  launch(scene: LaunchScene): Launch;
}

export interface LaunchScene {
  readonly deployment: Deployment;
  /** Simple name of the environment. */
  readonly environment: string | undefined;
  /** What the deployment uses, directly or through others. */
  readonly elements: readonly SystemElement[];
  readonly places: Places;
  /** Folder of the target's files. */
  readonly folder: string;
  /** Generated files, relative to `folder` with forward slashes. */
  readonly files: readonly string[];
  /** Text of a generated file. */
  readonly read: (file: string) => string | undefined;
  /** Where the target is asked for. */
  readonly emit: Origin;
  /** What an element refers to, directly or through others, itself included. */
  readonly reach: (element: SystemElement) => readonly SystemElement[];
}

export interface Launch {
  readonly steps: readonly LaunchedStep[];
  readonly notes: readonly Note[];
}

/** A step that may also depend on what another target launches. */
export interface LaunchedStep extends Step {
  /** Qualified name of the cloud that is in place when this step has succeeded. */
  readonly provides?: string;
  /** Qualified names of the clouds that have to be in place before, if the deployment launches them at all. */
  readonly requires: readonly string[];
}
