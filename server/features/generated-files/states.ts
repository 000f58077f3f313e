import { join } from 'node:path';
import { URI } from 'vscode-uri';
import type { GeneratedFileState } from '../../../protocol/index.ts';
import type { OwnershipManifest } from '../../../targets/kit/ownership-manifest.ts';
import {
  chooseDeployments,
  withTargets,
  type DeploymentGroup,
} from '../../../targets/project/choose-deployments.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import { readLastOutput, type FileHashes } from './output-folder.ts';
import type { WantedFilesCache } from './wanted-files.ts';

/**
 * How every file that was generated relates to the model as it is now; nobody knows when the model is not right.
 * Empty when nothing was generated; then nothing is computed either.
 */
export async function generatedStates(
  host: ProjectHost,
  { environment, isRight }: { readonly environment: string | undefined; readonly isRight: boolean },
  { wanted, hashes }: { readonly wanted: WantedFilesCache; readonly hashes: FileHashes },
  signal: AbortSignal,
): Promise<GeneratedFileState[]> {
  const root = join(host.root!, host.project.settings.output);
  const last = await readLastOutput(root);
  if ('problem' in last || last.manifest.files.size === 0) return [];
  const groups = isRight ? groupsOf(host, environment, last.manifest) : [];
  const files = await wanted.of(host, groups, signal);
  if ('missing' in files) return [];
  const now = new Map(files.generated.map(({ path, content }) => [path, content.sha256]));
  const failed = files.runs.filter((run) => run.failed).map(({ folder }) => `${folder}/`);
  const states: GeneratedFileState[] = [];
  for (const [path, { target, sha256 }] of last.manifest.files) {
    signal.throwIfAborted();
    const isAsGenerated = await hashes.hasText(join(root, path), sha256);
    if (isAsGenerated === undefined || failed.some((folder) => path.startsWith(folder))) continue;
    const asked = now.get(path);
    const known = asked === undefined ? 'abandoned' : asked === sha256 ? 'current' : 'stale';
    const state = isRight ? known : 'unknown';
    const uri = URI.file(join(root, path)).toString();
    states.push({ uri, path, target, state, isEdited: !isAsGenerated });
  }
  return states;
}

/**
 * All deployments, with the targets that they emit and those that were asked for by name when they were
 * generated. One without an environment of its own takes the one that was chosen last.
 */
function groupsOf(
  { project }: ProjectHost,
  environment: string | undefined,
  manifest: OwnershipManifest,
): readonly DeploymentGroup[] {
  const own = chooseDeployments(project, {});
  const chosen = environment === undefined ? { groups: [] } : chooseDeployments(project, { environment });
  const inEnvironment = 'groups' in chosen ? chosen.groups : [];
  if ('problem' in own) return [];
  const taken = new Set(
    inEnvironment.flatMap(({ runs }) => runs.map(({ deployment }) => deployment.qualifiedName)),
  );
  const others = own.groups.map((group) => ({
    ...group,
    runs: group.runs.filter(({ deployment }) => !taken.has(deployment.qualifiedName)),
  }));
  return [...inEnvironment, ...others].map((group) => ({
    ...group,
    runs: group.runs.map(({ deployment, ...run }) => {
      const folder = run.folder === undefined ? '' : `${run.folder}/`;
      const generated = [...manifest.files].filter(([path]) => path.startsWith(folder));
      const targets = new Set([
        ...deployment.emit.map(({ target }) => target),
        ...generated.map(([, { target }]) => target),
      ]);
      return { deployment: withTargets(deployment, [...targets].sort()), ...run };
    }),
  }));
}
