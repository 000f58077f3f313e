import { join } from 'node:path';
import { displayPath } from '../project-location.ts';

/** A file of a project that is not as it was. */
export interface FileChange {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
}

/** A change with its path as people and programs read it: relative to the working directory. */
export const shownChange = ({ path, change }: FileChange, folder: string, cwd: string): FileChange => ({
  path: displayPath(join(folder, path), cwd),
  change,
});

/** More are counted: of a branch that was checked out nobody reads all names. */
const NAMED = 3;

/** `a.tenon changed, b.tenon removed`, in one line. */
export function changesText(changes: readonly FileChange[]): string {
  const named = changes.length > NAMED + 1 ? changes.slice(0, NAMED) : changes;
  const rest = changes.length - named.length;
  const names = named.map(({ path, change }) => `${path} ${change}`);
  return [...names, ...(rest === 0 ? [] : [`and ${rest} more`])].join(', ');
}
