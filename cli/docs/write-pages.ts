import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../../files/index.ts';
import { compareText } from '../../language/index.ts';
import type { CommandProblem } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { displayPath } from '../project-location.ts';
import { replaceFile } from '../replace-file.ts';
import { MARK } from './model-pages.ts';

export interface PageChange {
  readonly page: string;
  readonly change: 'created' | 'updated' | 'removed';
}

interface WriteOptions {
  /** Absolute path. */
  readonly folder: string;
  /** Nothing is written. */
  readonly check: boolean;
  readonly cwd: string;
}

type Written = { readonly changes: readonly PageChange[] } | { readonly problem: CommandProblem };

/**
 * Brings a folder of pages up to date: pages of an earlier time whose area is gone are removed, and a file that
 * somebody else has written is never replaced.
 */
export function writePages(
  pages: ReadonlyMap<string, string>,
  { folder, check, cwd }: WriteOptions,
): Written {
  const shown = (page: string): string => displayPath(join(folder, page), cwd);
  try {
    const there = pagesIn(folder);
    const foreign = [...pages.keys()].filter((page) => there.get(page)?.startsWith(MARK) === false);
    if (foreign.length > 0) {
      const message = `Nothing was written, because of files that Tenon has not written: ${foreign.map(shown).join(', ')}.`;
      return {
        problem: { exitCode: EXIT.findings, message, help: 'Move them away, or choose another folder with --out.' },
      }; // prettier-ignore
    }
    const changes = [
      ...[...pages].flatMap(([page, text]): PageChange[] => {
        const before = there.get(page);
        return before === text ? [] : [{ page, change: before === undefined ? 'created' : 'updated' }];
      }),
      ...[...there].flatMap(([page, text]): PageChange[] =>
        text.startsWith(MARK) && !pages.has(page) ? [{ page, change: 'removed' }] : [],
      ),
    ].sort((a, b) => compareText(a.page, b.page));
    if (!check) apply(changes, pages, folder);
    return { changes };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    const message = `The folder ${displayPath(folder, cwd)} can't be used: ${reasonOf(error)}.`;
    return { problem: { exitCode: EXIT.unreadable, message } };
  }
}

function apply(changes: readonly PageChange[], pages: ReadonlyMap<string, string>, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { page, change } of changes) {
    const file = join(folder, page);
    if (change === 'removed') rmSync(file);
    else if (change === 'updated') replaceFile(file, pages.get(page)!);
    else writeFileSync(file, pages.get(page)!, { flag: 'wx' });
  }
}

/** Texts of the pages that are there, by name; line ends of another system do not count. */
function pagesIn(folder: string): ReadonlyMap<string, string> {
  let names: readonly string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  return new Map(
    names.map((name) => [name, readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')]),
  );
}
