import type { ProjectFile, Syntax } from '../../../language/index.ts';
import { ProjectNames } from '../../names/project-names.ts';
import type { FileView } from '../../names/statement-place.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Cursor } from './cursor.ts';

/** What completion may look at: the declaration with the made-up word, and the project as it is without it. */
export interface NameView extends FileView {
  readonly written: ProjectFile;
  readonly names: ProjectNames;
  /** What is written of the word at the cursor, and where the word begins. */
  readonly typed: string;
  readonly start: number;
}

export const viewOf = ({ project, file, host }: ModelFile, { symbols, prefix, start }: Cursor): NameView => ({
  symbols,
  typed: prefix.replace(/^`/u, ''),
  start,
  project,
  written: file,
  names: new ProjectNames(project, host.words),
});

interface Part {
  readonly $type: string;
  readonly $container?: unknown;
}

/** The nearest node around that is of a type. */
export function around<T extends Part>(node: object, is: (part: unknown) => part is T): T | undefined {
  for (let part: Part | undefined = node as Part; part; part = part.$container as Part | undefined) {
    if (is(part)) return part;
  }
  return undefined;
}

export const isCall = (part: unknown): part is Syntax.Call => (part as Part).$type === 'Call';
export const isArgument = (part: unknown): part is Syntax.Argument => (part as Part).$type === 'Argument';
export const isBinary = (part: unknown): part is Syntax.Binary => (part as Part).$type === 'Binary';

/** The name that a call begins with: `cron` in `cron("0 3 * * *")`. */
export const calleeName = (call: Syntax.Call | undefined): string | undefined =>
  call?.callee.$type === 'NameRef' ? call.callee.name : undefined;
