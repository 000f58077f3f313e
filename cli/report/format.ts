import { Option } from 'commander';
import type { Terminal } from '../terminal.ts';
import type { Report } from './report.ts';

export const FORMATS = ['human', 'json', 'sarif', 'github', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

export const formatOption = <F extends string>(formats: readonly F[]): Option =>
  new Option('--format <format>', 'how results are printed').choices(formats).default(formats[0]);

/** The report as text; each format is loaded when it is asked for. */
export async function formatReport(format: Format, report: Report, terminal: Terminal): Promise<string> {
  switch (format) {
    case 'human':
      return (await import('./human.ts')).humanReport(report, terminal);
    case 'json':
      return (await import('./json.ts')).jsonReport(report);
    case 'sarif':
      return (await import('./sarif.ts')).sarifReport(report);
    case 'github':
      return (await import('./github.ts')).githubReport(report);
    case 'junit':
      return (await import('./junit.ts')).junitReport(report);
  }
}
