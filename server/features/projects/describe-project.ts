import { basename } from 'node:path';
import { URI } from 'vscode-uri';
import type { Deployment, Model } from '../../../language/index.ts';
import type { ProjectDescription, ProjectModel, ProjectTarget } from '../../../protocol/index.ts';
import { TARGETS } from '../../../targets/registry.ts';
import type { Texts } from '../../text/texts.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';

/** A project as the pickers of the editor show it. */
export function describeProject(host: ProjectHost, texts: Texts): ProjectDescription {
  const { project } = host;
  const root = host.root!;
  const { output } = project.settings;
  const { ownEnvironment: environment } = host;
  const resolved = project.model();
  const { models, deployments } =
    'problem' in resolved
      ? { models: [], deployments: [] }
      : { models: resolved.model.all('model'), deployments: resolved.model.all('deployment') };
  return {
    uri: URI.file(root).toString(),
    name: basename(root),
    environments: project.environments().map((symbol) => symbol.name),
    ...(environment === undefined ? {} : { environment }),
    targets: targetsOf(deployments, texts),
    models: models.flatMap(modelOf),
    output,
  };
}

/** Targets that generate something of their own; the kit's entry only says what every target may report. */
function targetsOf(deployments: readonly Deployment[], texts: Texts): ProjectTarget[] {
  const wanted = new Set(deployments.flatMap(({ emit }) => emit.map(({ target }) => target)));
  return TARGETS.map(({ manifest }) => manifest)
    .filter(({ id }) => id !== 'kit')
    .map(({ id, title, summary }) => ({ id, title, summary: texts.of(summary), wanted: wanted.has(id) }));
}

const modelOf = ({ qualifiedName, artifact }: Model): ProjectModel[] =>
  artifact ? [{ qualifiedName, artifact: artifact.path.value }] : [];
