import { plural, placeText } from '../report/human.ts';
import type { FixedProject } from './fix-project.ts';

/** What was mended and where, one line for each fix. */
export function fixSummary(
  { applied, changed }: FixedProject,
  place: { readonly folder: string; readonly cwd: string },
  dryRun: boolean,
): string {
  const lines = applied.map(
    ({ code, title, file, line }) => `${placeText(file, { line, character: 0 }, place)}: ${code} ${title}\n`,
  );
  const said =
    applied.length === 0
      ? 'There is nothing to fix.'
      : `${dryRun ? 'Would apply' : 'Applied'} ${plural(applied.length, 'fix').replace(/fixs$/u, 'fixes')} in ${plural(changed.length, 'file')}.`;
  return `${lines.join('')}${said}\n`;
}
