import { join } from 'node:path';
import type { Severity } from '../../language/index.ts';
import { displayPath } from '../project-location.ts';
import type { Colors, Terminal } from '../terminal.ts';
import { codeFrame, lineReader } from './code-frame.ts';
import { count, type Finding, type Report } from './report.ts';

const WORDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'hint',
};

/** Findings with their source lines, and one line that sums them up. */
export function humanReport(report: Report, { colors }: Pick<Terminal, 'colors'>): string {
  const lineOf = lineReader(report.textOf);
  const frames = report.findings.map((finding) => `${humanFinding(finding, report, colors, lineOf)}\n`);
  const stats = report.stats?.map(
    ({ phase, milliseconds }) => `  ${phase.padEnd(28)}${milliseconds.toFixed(1).padStart(9)} ms\n`,
  );
  return [...frames, `${summary(report, colors)}\n`, ...(stats ?? [])].join('');
}

type Place = Pick<Report, 'folder' | 'cwd' | 'textOf'>;

export function humanFinding(
  finding: Finding,
  place: Place,
  colors: Colors,
  lineOf = lineReader(place.textOf),
): string {
  const { severity, code, message, file, range, help, related = [], environments } = finding;
  const paint = severity === 'error' ? colors.red : severity === 'warning' ? colors.yellow : colors.cyan;
  const line = lineOf(file, range.start.line);
  const frame = line === undefined ? undefined : codeFrame(line, range);
  const margin = ' '.repeat(String(range.start.line + 1).length);
  const bar = colors.blue('|');
  const lines = [
    `${colors.bold(paint(`${WORDS[severity]}[${code}]`))}${colors.bold(`: ${message}`)}`,
    `${margin}${colors.blue('-->')} ${placeText(file, range.start, place)}`,
  ];
  if (frame) {
    lines.push(`${margin} ${bar}`);
    lines.push(`${colors.blue(String(frame.line))} ${bar} ${frame.text}`);
    lines.push(`${margin} ${bar} ${paint(frame.marks)}`);
  }
  const note = (kind: string, words: string): void =>
    void lines.push(`${margin} ${colors.blue('=')} ${colors.bold(`${kind}:`)} ${words}`);
  if (help !== undefined) note('help', help);
  for (const each of related)
    note('see', `${placeText(each.file, each.range.start, place)}: ${each.message}`);
  if (environments) note('only in', environments.join(', '));
  return `${lines.join('\n')}\n`;
}

/** `examples/flights/features.tenon:12:3`, counted from 1: editors and terminals make it a link. */
export const placeText = (
  file: string,
  { line, character }: { readonly line: number; readonly character: number },
  { folder, cwd }: Pick<Report, 'folder' | 'cwd'>,
): string => `${displayPath(join(folder, file), cwd)}:${line + 1}:${character + 1}`;

export const plural = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

function summary({ findings, files, environments }: Report, colors: Colors): string {
  const { errors, warnings, notes } = count(findings);
  const where = `in ${plural(files.length, 'file')}${environments.length === 0 ? '' : ` (${environments.join(', ')})`}`;
  const parts = [
    ...(errors > 0 ? [colors.red(plural(errors, 'error'))] : []),
    ...(warnings > 0 ? [colors.yellow(plural(warnings, 'warning'))] : []),
    ...(notes > 0 ? [colors.cyan(plural(notes, 'note'))] : []),
  ];
  return parts.length === 0 ? `${colors.green('No problems')} ${where}.` : `${parts.join(', ')} ${where}.`;
}
