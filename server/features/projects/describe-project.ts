import { basename } from 'node:path';
import { URI } from 'vscode-uri';
import type { System } from '../../../language/index.ts';
import type { ProjectDescription, ProjectModel, ProjectTarget } from '../../../protocol/index.ts';
import { TARGETS } from '../../../targets/registry.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';

/** A project as the pickers of the editor show it. */
export function describeProject(host: ProjectHost): ProjectDescription {
  const { project } = host;
  const root = host.root!;
  const { output } = project.settings;
  const { ownEnvironment: environment } = host;
  const resolution = project.resolve();
  const elements = 'system' in resolution ? resolution.system.elements : [];
  return {
    uri: URI.file(root).toString(),
    name: basename(root),
    environments: project.environments().map((symbol) => symbol.name),
    ...(environment === undefined ? {} : { environment }),
    targets: targetsOf(elements),
    models: elements.flatMap(modelOf),
    output,
  };
}

type Elements = System['elements'];

/** Targets that generate something of their own; the kit's entry only says what every target may report. */
function targetsOf(elements: Elements): ProjectTarget[] {
  const wanted = new Set(
    elements.flatMap((element) =>
      element.kind === 'deployment' ? element.emit.map(({ target }) => target) : [],
    ),
  );
  return TARGETS.map(({ manifest }) => manifest)
    .filter(({ id }) => id !== 'kit')
    .map(({ id, title, summary }) => ({ id, title, summary, wanted: wanted.has(id) }));
}

function modelOf(element: Elements[number]): ProjectModel[] {
  if (element.kind !== 'model' || !element.artifact) return [];
  return [{ qualifiedName: element.qualifiedName, artifact: element.artifact.path.value }];
}
