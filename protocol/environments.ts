import type { RequestMessage } from './message.ts';

/** A project and the environment that the editor shows it in. */
export interface ShownProject {
  /** URI of the project folder. */
  readonly uri: string;
  readonly name: string;
  /** Name of the environment; null when the declarations are shown as they stand. */
  readonly environment: string | null;
}

/** The environment to show a project in: a name, null for none; the project file decides when it is absent. */
export interface EnvironmentChoice {
  readonly uri: string;
  readonly environment?: string | null;
}

/** Shows a project in another environment: findings, hovers, hints. Null when there is no project at this URI. */
export const CHOOSE_ENVIRONMENT: RequestMessage<EnvironmentChoice, ShownProject | null> = {
  method: 'tenon/chooseEnvironment',
};
