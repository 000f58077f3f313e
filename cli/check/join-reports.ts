import { dirname, join, relative } from 'node:path';
import type { Finding, Report } from '../report/report.ts';

/** One report over several projects: paths begin at the nearest folder that holds them all. */
export function joinReports(reports: readonly Report[]): Report {
  const [first] = reports;
  if (!first) throw new Error('There is no report to join.');
  if (reports.length === 1) return first;
  const folder = reports.map((report) => report.folder).reduce(commonFolder);
  const texts = new Map<string, () => string | undefined>();
  const moved = reports.map((report) => {
    const move = (file: string): string => relative(folder, join(report.folder, file)).replaceAll('\\', '/');
    for (const file of [...report.files, ...report.findings.map((finding) => finding.file)]) {
      texts.set(move(file), () => report.textOf(file));
    }
    return {
      files: report.files.map(move),
      findings: report.findings.map((finding): Finding => ({
        ...finding,
        file: move(finding.file),
        ...(finding.related
          ? { related: finding.related.map((each) => ({ ...each, file: move(each.file) })) }
          : {}),
      })),
    };
  });
  return {
    ...first,
    folder,
    files: moved.flatMap(({ files }) => files),
    findings: moved.flatMap(({ findings }) => findings),
    environments: [...new Set(reports.flatMap(({ environments }) => environments))],
    textOf: (file) => texts.get(file)?.(),
  };
}

const isWithin = (folder: string, outer: string): boolean => !relative(outer, folder).startsWith('..');

const commonFolder = (a: string, b: string): string => (isWithin(b, a) ? a : commonFolder(dirname(a), b));
