import { copyDiff, fileDiff } from '../../targets/kit/unified-diff.ts';
import type { ComparedOutput, OutputsComparison } from '../../targets/project/compare-outputs.ts';
import { packageVersion } from '../package-root.ts';
import { displayPath } from '../project-location.ts';
import { plural } from '../report/human.ts';
import type { Report } from '../report/report.ts';
import { sideName, type ComparedPair } from './choose-pair.ts';

interface OutputsReport extends OutputsComparison, Pick<Report, 'folder' | 'cwd'> {
  readonly pair: ComparedPair;
}

/** One unified diff over the files of both environments. */
export const outputsDiff = ({ files }: OutputsReport): string => files.map(diffOf).join('');

/** Files of the project that are only placed beside the generated ones are named, and not shown. */
function diffOf({ path, one, other }: ComparedOutput): string {
  if ((one && 'copyOf' in one) || (other && 'copyOf' in other))
    return copyDiff(path, one !== undefined, other !== undefined);
  return fileDiff(path, one?.text, other?.text);
}

export function outputsSummary({ files, same, pair }: OutputsReport): string {
  const [one, other] = [sideName(pair.one), sideName(pair.other)];
  if (files.length === 0)
    return `No file differs between ${one} and ${other}: ${plural(same, 'file')} compared. Nothing was written.\n`;
  const verb = files.length === 1 ? 'differs' : 'differ';
  return `${plural(files.length, 'file')} ${verb} between ${one} and ${other}, ${same} are the same. Nothing was written.\n`;
}

/** The same for programs, with the diff of each file. */
export function jsonOutputs({ files, same, pair, folder, cwd, diagnostics }: OutputsReport): string {
  const value = {
    version: 1,
    tool: { name: 'tenon', version: packageVersion() },
    command: 'compare',
    project: displayPath(folder, cwd),
    one: pair.one.qualifiedName ?? null,
    other: pair.other.qualifiedName ?? null,
    files: files.map((file) => ({
      path: file.path,
      target: file.target,
      ...(file.other === undefined ? { onlyIn: 'one' } : file.one === undefined ? { onlyIn: 'other' } : {}),
      diff: diffOf(file),
    })),
    same,
    errors: diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
