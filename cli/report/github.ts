import type { Severity } from '../../language/index.ts';
import { machinePath } from './places.ts';
import type { Report } from './report.ts';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** Workflow commands of GitHub Actions: each finding becomes an annotation of its line. */
export function githubReport(report: Report): string {
  const lines = report.findings.map(({ severity, code, message, file, range, help, environments }) => {
    const properties = {
      file: machinePath(file, report),
      line: range.start.line + 1,
      col: range.start.character + 1,
      endLine: range.end.line + 1,
      endColumn: range.end.character + 1,
      title: code,
    };
    const head = Object.entries(properties).map(
      ([name, value]) => `${name}=${escapeProperty(String(value))}`,
    );
    const where = environments ? `Only in ${environments.join(', ')}.` : undefined;
    const words = [message, help, where].filter((part) => part !== undefined).join('\n');
    return `::${LEVELS[severity]} ${head.join(',')}::${escapeData(words)}\n`;
  });
  return lines.join('');
}

/** The escapes that the runner undoes: `%` first, so that an escape is not escaped again. */
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
