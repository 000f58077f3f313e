import { ALWAYS_EXCLUDED, belongsToProject, type ProjectSettings } from '../../language/index.ts';

interface Wanted {
  /** Without settings nobody knows where models may lie: then they may anywhere. */
  readonly settings?: ProjectSettings;
  /** The output folder, relative to the project; what Tenon writes itself is no news. */
  readonly output?: string;
  /** Files and folders that models and settings name, relative to the project. */
  readonly named: Iterable<string>;
}

/** Where benchmarks leave their figures, which models are held against. */
const FIGURES: readonly string[] = ['.tenon', '.tenon/bench'];

/** Tells whether a folder of a project, or one in it, may hold something that the project is made of. */
export function wantedFolders({ settings, output, named }: Wanted): (folder: string) => boolean {
  const plain = (path: string): string => path.replaceAll('\\', '/').replace(/^\.\/|\/+$/gu, '');
  const paths = new Set([...named].map(plain));
  const around = new Set([...paths, ...(settings?.sources ?? []).map(plain)].flatMap(foldersOf));
  return (folder) => {
    if (FIGURES.includes(folder)) return true;
    const names = folder.split('/');
    if (names.some((name) => ALWAYS_EXCLUDED.includes(name))) return false;
    const all = [...foldersOf(folder), folder];
    if (output !== undefined && all.includes(output)) return false;
    if (!settings || belongsToProject(`${folder}/x.tenon`, settings)) return true;
    return around.has(folder) || all.some((each) => paths.has(each));
  };
}

/** Folders around a path, the outermost first. */
export function foldersOf(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
