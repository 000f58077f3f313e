import type { GenerateArgument, GenerationRequest, ProjectDescription } from '../../../protocol/index.ts';
import { chooseEnvironment, chooseTargets } from '../../infrastructure/prompts.ts';
import type { Services } from '../../infrastructure/services.ts';

/** What is generated: deployments of an environment or all, with some targets or what they emit. */
export type Selection = Pick<GenerationRequest, 'environment' | 'targets'>;

/** Key of the last selection of a project in the memory of the workspace. */
const LAST = 'generated';

/** Asks what is not given; undefined when it was cancelled. A project without deployments is not asked about. */
export async function chooseSelection(
  services: Services,
  project: ProjectDescription,
  given: GenerateArgument | undefined,
): Promise<Selection | undefined> {
  const wanted = project.targets.filter((target) => target.wanted);
  if (wanted.length === 0 && !given?.targets) return {};
  const environment =
    given?.environment === undefined
      ? await chooseEnvironment(services, project, { all: true })
      : { environment: given.environment ?? undefined };
  if (!environment) return undefined;
  const targets = given?.targets ?? (await chooseTargets(services, project));
  if (!targets) return undefined;
  // Everything that is offered: then each deployment gets what it emits itself.
  const isAll = !given?.targets && wanted.every(({ id }) => targets.includes(id));
  const selection: Selection = {
    ...(environment.environment === undefined ? {} : { environment: environment.environment }),
    ...(isAll ? {} : { targets }),
  };
  await services.memory.remember(project.uri, LAST, selection);
  return selection;
}

export const lastSelection = (
  { memory }: Services,
  project: { readonly uri: string },
): Selection | undefined => memory.recall<Selection>(project.uri, LAST);

/** The selection as the `tenon` command takes it. */
export const selectionArguments = ({ environment, targets = [] }: Selection): readonly string[] => [
  ...(environment === undefined ? [] : ['--environment', environment]),
  ...targets.flatMap((target) => ['--target', target]),
];
