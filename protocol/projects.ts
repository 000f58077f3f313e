import type { RequestMessage } from './message.ts';

/** A project as pickers show it. */
export interface ProjectDescription {
  /** URI of the project folder. */
  readonly uri: string;
  readonly name: string;
  /** Names of the environments, as `--environment` takes them. */
  readonly environments: readonly string[];
  /** Environment that the project file names, if it does. */
  readonly environment?: string;
  readonly targets: readonly ProjectTarget[];
  /** Models with an artifact that can be measured. */
  readonly models: readonly ProjectModel[];
  /** Folder of the generated files, relative to the project folder. */
  readonly output: string;
}

export interface ProjectTarget {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Some deployment of the project emits it. */
  readonly wanted: boolean;
}

export interface ProjectModel {
  readonly qualifiedName: string;
  readonly artifact: string;
}

/** What a check of a whole project found. */
export interface CheckSummary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
}

/** All projects that the server knows, sorted by folder. */
export const LIST_PROJECTS: RequestMessage<Record<string, never>, readonly ProjectDescription[]> = {
  method: 'tenon/projects',
};

/** Reads a project again from the disk and checks all of it; null when there is none at this URI. */
export const CHECK_PROJECT: RequestMessage<{ readonly uri: string }, CheckSummary | null> = {
  method: 'tenon/check',
};
