import { versionPath, weightsPath } from '../model/artifact-paths.ts';
import type { ProjectFileSystem } from './file-system.ts';
import type { ReferencedFile } from './referenced-files.ts';

/**
 * Files that belong to the ONNX files of a model without being named in it: their other versions, and
 * weights that lie outside. Folders that can't be listed have none.
 */
export async function artifactSiblings(
  artifacts: readonly string[],
  fileSystem: ProjectFileSystem,
): Promise<readonly ReferencedFile[]> {
  const folders = new Map<string, Set<string>>();
  const namesIn = async (folder: string): Promise<Set<string>> => {
    const known = folders.get(folder);
    if (known) return known;
    const entries = (await fileSystem.exists(folder)) ? await fileSystem.list(folder) : [];
    const names = new Set(entries.filter(({ kind }) => kind === 'file').map(({ name }) => name));
    folders.set(folder, names);
    return names;
  };
  const result: ReferencedFile[] = [];
  for (const artifact of artifacts) {
    const slash = artifact.lastIndexOf('/');
    const folder = slash < 0 ? '.' : artifact.slice(0, slash);
    const names = await namesIn(folder);
    for (const name of names) {
      const path = folder === '.' ? name : `${folder}/${name}`;
      const version = /@([^@/]+?)(\.[^./]+)?$/.exec(name)?.[1];
      const isVersion = version !== undefined && path === versionPath(artifact, version);
      if (isVersion) result.push({ path, read: 'signature' });
      const owner = isVersion ? path : artifact;
      const weights = weightsPath(owner);
      if (names.has(weights.slice(weights.lastIndexOf('/') + 1)))
        result.push({ path: weights, read: 'nothing' });
    }
  }
  return result;
}
