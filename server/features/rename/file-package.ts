import type { ModelFile } from '../../workspace/model-file.ts';
import type { RefactoringTools } from '../../refactorings/refactoring.ts';
import { repackage } from '../../refactorings/relocation.ts';
import { tried } from '../../refactorings/trial.ts';
import type { Move } from './moved-files.ts';
import type { RenameEdit } from './rename-plan.ts';

/**
 * A model that goes to another folder goes to the package of that folder, where both folders are called like the
 * packages of their files; imports follow. A move is never held up: what can't follow stays as it is.
 */
export async function filePackageEdits(
  model: ModelFile,
  { from, to }: Move,
  tools: RefactoringTools,
): Promise<RenameEdit[]> {
  const goal = packageAfter(model, folderOf(from), folderOf(to));
  if (goal === undefined) return [];
  const change = await repackage(model, goal, tools);
  if ('problem' in change || 'problem' in tried(model.host, change)) return [];
  return change.edits.map((edit) => ({ ...edit, part: 'folder' }));
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const lastOf = (path: string, sign: string): string => path.slice(path.lastIndexOf(sign) + 1);

function packageAfter(model: ModelFile, before: string, after: string): string | undefined {
  const own = model.file.symbols.package;
  if (before === after || packageOf(before, model) !== own || lastOf(own, '.') !== lastOf(before, '/')) return undefined; // prettier-ignore
  const there = packageOf(after, model);
  const name = lastOf(after, '/');
  if (there !== undefined) return there !== '' && lastOf(there, '.') === name ? there : undefined;
  // A new folder beside the old one means a new package beside the old one.
  const isBeside = folderOf(before) === folderOf(after) && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);
  return isBeside && isEmpty(after, model) ? `${own.slice(0, own.length - lastOf(own, '.').length)}${name}` : undefined; // prettier-ignore
}

/** The one package of the files in a folder. */
function packageOf(folder: string, { project }: ModelFile): string | undefined {
  const packages = new Set<string>();
  for (const { path, symbols } of project.files.values()) if (folderOf(path) === folder) packages.add(symbols.package); // prettier-ignore
  const [only] = packages;
  return packages.size === 1 ? only : undefined;
}

const isEmpty = (folder: string, { project }: ModelFile): boolean =>
  ![...project.files.keys()].some((path) => folderOf(path) === folder);
