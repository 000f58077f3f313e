import { displayPath } from '../project-location.ts';
import { packageVersion } from '../package-root.ts';
import { machinePath, oneBased } from './places.ts';
import { count, type Finding, type Report } from './report.ts';

/** The report for programs: paths relative to the working directory, lines and columns counted from 1. */
export function jsonReport(report: Report): string {
  const { command, folder, cwd, environments, files, findings, stats } = report;
  const value = {
    version: 1,
    tool: { name: 'tenon', version: packageVersion() },
    command,
    project: displayPath(folder, cwd),
    environments,
    files: files.length,
    summary: count(findings),
    findings: findings.map((finding) => jsonFinding(finding, report)),
    ...(stats ? { stats } : {}),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function jsonFinding(finding: Finding, place: Pick<Report, 'folder' | 'cwd'>): object {
  const { code, severity, message, file, range, help, related, tags, environments } = finding;
  return {
    code,
    severity,
    message,
    file: machinePath(file, place),
    start: oneBased(range.start),
    end: oneBased(range.end),
    ...(help === undefined ? {} : { help }),
    ...(related
      ? {
          related: related.map((each) => ({
            file: machinePath(each.file, place),
            start: oneBased(each.range.start),
            end: oneBased(each.range.end),
            message: each.message,
          })),
        }
      : {}),
    ...(tags ? { tags } : {}),
    ...(environments ? { environments } : {}),
  };
}
