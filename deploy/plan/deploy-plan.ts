import type { Origin } from '../../language/model/origin.ts';

/** What a deployment does, in the order in which it is done. Nothing in it is a secret. */
export interface DeployPlan {
  /** Qualified name of the deployment. */
  readonly deployment: string;
  /** Qualified name of its environment. */
  readonly environment?: string;
  /** Set when the files on disk are not what the model says: nothing may run before they are generated. */
  readonly stale?: StaleOutput;
  /** Each after everything that it depends on. */
  readonly steps: readonly NumberedStep[];
  /** What the deployment asks for and nobody launches, with the reason. */
  readonly notes: readonly Note[];
}

export interface StaleOutput {
  /** Generated files that are missing or differ, relative to the output folder. */
  readonly files: readonly string[];
  /** The command that generates them. */
  readonly command: readonly string[];
}

export interface Note {
  readonly message: string;
  readonly origin: Origin;
}

export interface NumberedStep extends Step {
  /** From 1; what `--step` takes. */
  readonly number: number;
}

/** One process. Places are relative to the project folder with forward slashes, or absolute outside of it. */
export interface Step {
  /** Unique in the deployment, such as `terraform.main.apply`; the same as long as the model means the same. */
  readonly id: string;
  /** The target whose files it works on. */
  readonly target: string;
  readonly title: string;
  readonly why: readonly Reason[];
  readonly command: StepCommand;
  /** What is different afterwards, one sentence each. */
  readonly changes: readonly string[];
  readonly needs: readonly Need[];
  /** Ids of steps that have to succeed before. */
  readonly dependsOn: readonly string[];
  /** Ids of steps whose result this one uses up, as an apply does with its plan: to run again, they have to run again. */
  readonly usesUp: readonly string[];
  /** Exit codes that mean success, with what they say; 0 alone when empty. */
  readonly successes: Readonly<Record<number, string>>;
  /** Files and folders that decide what the step does; when they change it has to run again. */
  readonly inputs: readonly string[];
  /** Names (or `name*`) of files and folders inside the inputs that the tools write themselves. */
  readonly notInputs: readonly string[];
  /** Folders that have to exist before. */
  readonly makes: readonly string[];
  /** `server`: it runs until it is stopped, so it only runs when it is asked for by its number. */
  readonly runs: 'to its end' | 'as a server';
  /** Asked before the step, where somebody can answer: by then the step that it uses up has shown its result. */
  readonly question?: string;
  /** Seconds that the process has to end by itself when it is cancelled. */
  readonly patience: number;
  /** What the model says about failures of what this step launches. */
  readonly compensations: readonly Compensation[];
}

export interface StepCommand {
  /** Name of the program; preflight finds where it is. */
  readonly program: Program;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Values that Tenon sets; never a secret. */
  readonly sets: Readonly<Record<string, string>>;
  /** Variables of the caller's environment that decide what the program does: names, or `NAME_*`. */
  readonly reads: readonly string[];
}

export type Program = 'terraform' | 'python' | 'tritonserver';

/** Part of the model because of which a step is there. */
export interface Reason {
  readonly text: string;
  readonly origin: Origin;
}

export type Need =
  | {
      readonly kind: 'program';
      readonly program: Program;
      readonly text: string;
      readonly requirements?: string;
    }
  /** Something that has to be there already and that only the step itself will find out. */
  | { readonly kind: 'given'; readonly text: string };

export interface Compensation {
  /** Such as `retry 2 times, then alert oncall`. */
  readonly text: string;
  /** Who does it. */
  readonly by: string;
  readonly origin: Origin;
}
