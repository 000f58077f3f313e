import { caseName, formatBytes, formatSeconds } from '../../bench/index.ts';
import type { Finding } from '../report/report.ts';
import type { Colors } from '../terminal.ts';
import {
  agreementLines, baselineSentence, comparisonSentence, figureRows, sinceLastTime,
} from './figures.ts'; // prettier-ignore
import { casesOf, outputChecks, type Measured, type OutputCheck } from './measured.ts';

/** A table of the figures with their 95 % intervals, and a line for each promise. */
export function humanBench(measured: Measured, colors: Colors): string {
  const lines = [
    ...(measured.results.length > 0 ? figuresOf(measured, colors) : []),
    ...(measured.comparison ? comparisonOf(measured, colors) : []),
    ...(measured.historyProblem === undefined ? [] : [colors.yellow(`  ${measured.historyProblem}`)]),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function figuresOf(measured: Measured, colors: Colors): readonly string[] {
  const { subject, results, conclusion, earlier, sinceBaseline } = measured;
  const { model, cold } = results[0]!;
  const cases = casesOf(measured);
  const lines = [
    `${colors.bold(subject.name)}  ${colors.dim(`${subject.path}, ${formatBytes(model.bytes)}, ${model.parameters.toLocaleString('en-US')} parameters`)}`,
  ];
  for (const result of results) {
    const { machine } = result;
    const settings = [
      machine.gpu?.name ?? machine.cpu,
      machine.provider,
      `${machine.engine} ${machine.engineVersion}`,
      ...(machine.threads === null ? [] : [`${machine.threads} threads`]),
      ...(machine.optimisation === undefined || machine.optimisation === 'all'
        ? []
        : [`optimisation ${machine.optimisation}`]),
    ];
    const first =
      result === results[0]
        ? ` · load ${formatSeconds(cold.load)}, first run ${formatSeconds(cold.first)}`
        : '';
    lines.push(colors.dim(`  ${settings.join(' · ')}${first}`));
    lines.push(...table(figureRows(result.cases)).map((row, index) => (index === 0 ? colors.dim(row) : row)));
  }
  if (conclusion !== undefined) lines.push(`  ${conclusion.sentence}`);
  for (const note of results[0]!.inputNotes ?? []) lines.push(colors.dim(`  ${note}`));
  for (const each of cases) {
    const last = earlier.get(each);
    if (last) lines.push(colors.dim(`  ${caseName(each)}: ${sinceLastTime(each, last)}`));
    if (each.assumed.length > 0)
      lines.push(
        colors.yellow(
          `  ${caseName(each)}: nobody gave the size of ${each.assumed.join(', ')}; the inputs are ${shapes(each)}`,
        ),
      );
  }
  for (const each of sinceBaseline) lines.push(`  ${caseName(each.measured)}: ${baselineSentence(each)}`);
  for (const { message } of results.flatMap(({ remarks = [] }) => remarks))
    lines.push(colors.yellow(`  ${message}`));
  lines.push(...outputChecks(measured).flatMap((check) => agreementOf(check, colors)));
  lines.push(...verdictLines(measured, cases.length, colors));
  return lines;
}

const shapes = ({ inputs }: ReturnType<typeof casesOf>[number]): string =>
  inputs.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', ');

function verdictLines({ verdicts }: Measured, cases: number, colors: Colors): readonly string[] {
  return verdicts.flatMap(({ verdict, service, objective, measured, reason }) => {
    const paint = {
      kept: colors.green,
      broken: colors.red,
      undecided: colors.yellow,
      unmeasured: colors.dim,
    }[verdict];
    return [
      `  ${paint(verdict.padEnd(10))} ${service}: ${objective}${cases > 1 ? ` (${measured})` : ''}`,
      `             ${colors.dim(reason)}`,
    ];
  });
}

function comparisonOf(measured: Measured, colors: Colors): readonly string[] {
  const { subject, comparison } = measured;
  if (comparison === undefined) return [];
  const { base, candidate, pairs, batch, change } = comparison;
  const paint = { slower: colors.red, faster: colors.green, same: colors.dim, undecided: colors.yellow }[
    change
  ];
  const same = base.sha256 === candidate.sha256 ? ['  Both are the same file, byte for byte.'] : [];
  return [
    `${colors.bold(subject.name)}  ${colors.dim(`${candidate.label} against ${base.label}, batch ${batch}, ${pairs} pairs in turns on ${candidate.provider}`)}`,
    ...table([
      ['', 'p50', 'engine'],
      [base.label, formatSeconds(base.p50), base.engine],
      [candidate.label, formatSeconds(candidate.p50), candidate.engine],
    ]),
    `  ${paint(comparisonSentence(comparison))}`,
    ...same,
    ...outputChecks(measured).flatMap((check) => agreementOf(check, colors)),
  ];
}

function agreementOf(check: OutputCheck, colors: Colors): readonly string[] {
  const [answer = '', ...rest] = agreementLines(check);
  return [
    `  ${check.agreement.agrees ? colors.green(answer) : colors.red(answer)}`,
    ...rest.map((line) => `    ${colors.dim(line)}`),
  ];
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map(
    (row) =>
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd()}`,
  );
}

/** Why a model has no figures, at the line that names its file; undefined for a bare file. */
export function benchFinding({ subject, problem }: Measured): Finding | undefined {
  if (problem === undefined || !subject.origin) return undefined;
  const { code, message, hint } = problem;
  const { file, range } = subject.origin;
  return { code, severity: 'error', message, file, range, help: hint };
}
