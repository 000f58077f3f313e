import { structuredPatch } from 'diff';
import type { ChangeSet } from './change-set.ts';
import type { DiskEntry } from './ownership.ts';
import { STATE_FOLDER } from './ownership-manifest.ts';

/**
 * One unified diff over everything that a person would see change; `git apply` takes it. Copied files and
 * those that are no text are only named.
 */
export function unifiedDiff(changes: ChangeSet, disk: ReadonlyMap<string, DiskEntry>): string {
  const before = (path: string): string | undefined => {
    const entry = disk.get(path);
    return entry?.kind === 'file' ? entry.text : undefined;
  };
  const parts = [
    ...changes.writes.map(({ path, content, expected }) => ({
      path,
      text:
        'text' in content && (expected === null || before(path) !== undefined)
          ? fileDiff(path, expected === null ? undefined : before(path)!, content.text)
          : binary(path, expected === null ? '/dev/null' : `a/${path}`, `b/${path}`),
    })),
    ...changes.removes.map(({ path }) => {
      const old = before(path);
      return {
        path,
        text: old === undefined ? binary(path, `a/${path}`, '/dev/null') : fileDiff(path, old, undefined),
      };
    }),
  ];
  return parts
    .filter(({ path }) => !path.startsWith(`${STATE_FOLDER}/`))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ text }) => text)
    .join('');
}

/** The same for one text file; undefined for a file that is not there. */
export function fileDiff(path: string, before: string | undefined, after: string | undefined): string {
  const mode =
    before === undefined ? 'new file mode 100644\n' : after === undefined ? 'deleted file mode 100644\n' : '';
  const head = `diff --git a/${path} b/${path}\n${mode}`;
  const { hunks } = structuredPatch('', '', before ?? '', after ?? '', '', '', { context: 3 });
  if (hunks.length === 0) return head;
  // A blank in a name needs a tab behind it, else patch takes the rest for a date.
  const tab = path.includes(' ') ? '\t' : '';
  const from = before === undefined ? '/dev/null' : `a/${path}${tab}`;
  const to = after === undefined ? '/dev/null' : `b/${path}${tab}`;
  const body = hunks.map(
    (hunk) =>
      `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@\n${hunk.lines.join('\n')}\n`,
  );
  return `${head}--- ${from}\n+++ ${to}\n${body.join('')}`;
}

/** An empty side begins at line 0, as diff(1) writes it. */
const range = (start: number, count: number): string =>
  count === 0 ? `${start - 1},0` : count === 1 ? `${start}` : `${start},${count}`;

const binary = (path: string, from: string, to: string): string =>
  `diff --git a/${path} b/${path}\nBinary files ${from} and ${to} differ\n`;

/** The same for a file that is only named, as copied ones are. */
export const copyDiff = (path: string, isBefore: boolean, isAfter: boolean): string =>
  binary(path, isBefore ? `a/${path}` : '/dev/null', isAfter ? `b/${path}` : '/dev/null');
