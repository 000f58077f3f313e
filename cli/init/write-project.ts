import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CommandProblem } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { reasonOf } from '../../files/index.ts';
import { templateFiles, type Template } from './templates.ts';

/** Writes a new project; what is there already is never touched. Gives the paths that were written. */
export function writeProject(
  folder: string,
  template: Template,
): { readonly written: readonly string[] } | { readonly problem: CommandProblem } {
  const files = templateFiles(template, packageNameOf(folder));
  if (!files) {
    const message = `This installation has no template ${template}.`;
    return { problem: { exitCode: EXIT.unreadable, message, help: 'Use --template minimal.' } };
  }
  try {
    const inTheWay = [...files.keys()].filter((path) =>
      lstatSync(join(folder, path), { throwIfNoEntry: false }),
    );
    if (inTheWay.length > 0) {
      const message = `Nothing was written, because ${inTheWay.slice(0, 3).join(', ')}${inTheWay.length > 3 ? ' and more' : ''} would be overwritten.`;
      return { problem: { exitCode: EXIT.findings, message, help: 'Name a new or an empty folder.' } };
    }
    for (const [path, content] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content, { flag: 'wx' });
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    const message = `The project can't be written: ${reasonOf(error)}.`;
    return {
      problem: { exitCode: EXIT.unreadable, message, help: 'Name a new folder in one that you may write.' },
    };
  }
  return { written: [...files.keys()] };
}

/** A name for the package from that of the folder: letters, digits and underscores, in lower case. */
function packageNameOf(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^\p{L}/u.test(name) ? name : `project_${name}`.replace(/_$/, '');
}
