import type { Deployment } from '../../language/model/release.ts';
import type { Project, System } from '../../language/index.ts';
import { suggest } from '../../language/index.ts';
import { TARGETS } from '../registry.ts';

/** An environment by its simple and its qualified name; both are absent for the declarations as they stand. */
export interface GeneratedEnvironment {
  readonly name?: string;
  readonly qualifiedName?: string;
}

/** Deployments that are generated with one environment applied. */
export interface DeploymentGroup {
  readonly environment: GeneratedEnvironment;
  readonly system: System;
  readonly runs: readonly { readonly deployment: Deployment; readonly folder?: string }[];
}

export interface Choice {
  readonly environment?: string;
  /** Ids of targets; what each deployment emits when absent. */
  readonly targets?: readonly string[];
}

/** Why nothing can be generated: what was asked for is not there, or there is nothing to generate. */
export interface ChoiceProblem {
  readonly reason: 'unknown' | 'nothing';
  readonly message: string;
  readonly help?: string;
}

/**
 * What is generated: the deployments of the named environment, or all. One that names no environment of its
 * own takes the one that was asked for, else the project's. When the project has several deployments, each
 * gets a folder of its own below the output folder, also when only one of them is chosen.
 */
export function chooseDeployments(
  project: Project,
  choice: Choice,
): { readonly groups: readonly DeploymentGroup[] } | { readonly problem: ChoiceProblem } {
  const unknown = unknownTarget(choice.targets);
  if (unknown) return { problem: unknown };
  const wanted = choice.environment === undefined ? undefined : project.environment(choice.environment);
  if (wanted && 'message' in wanted) return { problem: { reason: 'unknown', ...wanted } };

  const declared = deploymentsOf(project.resolve());
  if (declared.length === 0) return { problem: NO_DEPLOYMENT };
  const fallback = choice.environment ?? project.settings.environment;
  const chosen = declared.filter(
    ({ environment }) => !wanted || !environment || environment.qualifiedName === wanted.qualifiedName,
  );
  if (chosen.length === 0) return { problem: noneFor(choice.environment!, declared) };

  const groups = new Map<string, DeploymentGroup>();
  for (const { qualifiedName, environment } of chosen) {
    const name = environment?.qualifiedName ?? fallback;
    const group = groups.get(name ?? '') ?? emptyGroup(project, name);
    if ('problem' in group) return group;
    const deployment = deploymentsOf(group).find((each) => each.qualifiedName === qualifiedName);
    if (!deployment) continue;
    const folder = declared.length === 1 ? {} : { folder: folderOf(deployment, declared) };
    const run = { deployment: withTargets(deployment, choice.targets), ...folder };
    groups.set(name ?? '', { ...group, runs: [...group.runs, run] });
  }
  return { groups: [...groups.values()] };
}

export function deploymentsOf(resolution: ReturnType<Project['resolve']>): readonly Deployment[] {
  return 'system' in resolution
    ? resolution.system.elements.filter((element) => element.kind === 'deployment')
    : [];
}

function emptyGroup(
  project: Project,
  name: string | undefined,
): DeploymentGroup | { readonly problem: ChoiceProblem } {
  const found: ReturnType<Project['environment']> | GeneratedEnvironment =
    name === undefined ? {} : project.environment(name);
  if ('message' in found) return { problem: { reason: 'unknown', ...found } };
  const resolution = project.resolve(found.qualifiedName);
  if ('problem' in resolution) return { problem: { reason: 'unknown', ...resolution.problem } };
  return { environment: found, system: resolution.system, runs: [] };
}

/** Two packages may have a deployment of the same name. */
const folderOf = ({ name, qualifiedName }: Deployment, all: readonly Deployment[]): string =>
  all.some((other) => other.name === name && other.qualifiedName !== qualifiedName) ? qualifiedName : name;

/** Targets that were asked for by name replace what the deployment emits. */
export function withTargets(deployment: Deployment, targets: readonly string[] | undefined): Deployment {
  if (!targets) return deployment;
  const emit = targets.map(
    (target) =>
      deployment.emit.find((each) => each.target === target) ?? { target, origin: deployment.origin },
  );
  return { ...deployment, emit };
}

/** What is wrong with the first id that is no target's. */
export function unknownTarget(targets: readonly string[] = []): ChoiceProblem | undefined {
  const ids = TARGETS.map(({ manifest }) => manifest.id);
  const id = targets.find((each) => !ids.includes(each));
  if (id === undefined) return undefined;
  const near = suggest(id, ids);
  const help = near === undefined ? `Targets are ${ids.join(', ')}.` : `Did you mean ${near}?`;
  return { reason: 'unknown', message: `There is no target ${id}.`, help };
}

export const NO_DEPLOYMENT: ChoiceProblem = {
  reason: 'nothing',
  message: 'The project declares no deployment, so there is nothing to generate.',
  help: 'Declare one: deployment name { environment: …, uses […], emit […] }.',
};

function noneFor(environment: string, declared: readonly Deployment[]): ChoiceProblem {
  const list = declared.map(
    ({ name, environment: own }) => `${name} (${own?.qualifiedName.split('.').at(-1)})`,
  );
  return {
    reason: 'unknown',
    message: `No deployment is for environment ${environment}.`,
    help: `There are ${list.join(', ')}.`,
  };
}
