import {
  formatBytes,
  formatRate,
  formatSeconds,
  type CaseResult,
  type Estimate,
  type TooFewSamples,
} from '../../bench/index.ts';
import { packageVersion } from '../package-root.ts';
import type { Finding } from '../report/report.ts';
import type { Colors } from '../terminal.ts';
import type { Measured } from './measure.ts';

/** A table of the figures with their 95 % intervals, and a line for each promise. */
export function humanBench(
  { subject, outcome, verdicts, earlier, historyProblem }: Measured,
  colors: Colors,
): string {
  if ('problem' in outcome) return '';
  const { result } = outcome;
  const { machine, cold } = result;
  const lines = [
    `${colors.bold(subject.name)}  ${colors.dim(`${subject.path}, ${formatBytes(result.model.bytes)}, ${result.model.parameters.toLocaleString('en-US')} parameters`)}`,
    colors.dim(
      `  ${machine.cpu} · ${machine.provider} · ${machine.engine} ${machine.engineVersion} · load ${formatSeconds(cold.load)}, first run ${formatSeconds(cold.first)}`,
    ),
    ...table(result.cases).map((row, index) => (index === 0 ? colors.dim(row) : row)),
  ];
  for (const each of result.cases) {
    const last = earlier.get(each.batch);
    if (last) lines.push(colors.dim(`  batch ${each.batch}: ${compared(each, last)}`));
    if (each.assumed.length > 0)
      lines.push(
        colors.yellow(
          `  batch ${each.batch}: nobody gave the size of ${each.assumed.join(', ')}; taken as 1`,
        ),
      );
  }
  for (const { verdict, service, objective, batch, reason } of verdicts) {
    const paint =
      verdict === 'kept'
        ? colors.green
        : verdict === 'broken'
          ? colors.red
          : verdict === 'undecided'
            ? colors.yellow
            : colors.dim;
    lines.push(
      `  ${paint(verdict.padEnd(10))} ${service}: ${objective}${result.cases.length > 1 ? ` (batch ${batch})` : ''}`,
    );
    lines.push(`             ${colors.dim(reason)}`);
  }
  if (historyProblem !== undefined) lines.push(colors.yellow(`  ${historyProblem}`));
  return `${lines.join('\n')}\n`;
}

function table(cases: readonly CaseResult[]): readonly string[] {
  const rows = [
    ['batch', 'p50', 'p95', 'p99', 'runs', 'throughput', 'noise', 'memory'],
    ...cases.map(({ batch, latency, samples, throughput, noise, memory }) => [
      String(batch),
      figure(latency.p50),
      figure(latency.p95),
      figure(latency.p99),
      String(samples),
      `${formatRate(throughput.value)}${interval(throughput, formatRate)}`,
      noise.spread === null ? noise.grade : `${noise.grade} (${(noise.spread * 100).toFixed(0)} %)`,
      formatBytes(memory.peak),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map(
    (row) =>
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd()}`,
  );
}

const figure = (estimate: Estimate | TooFewSamples): string =>
  'needed' in estimate
    ? `n/a (n=${estimate.samples}, need ${estimate.needed})`
    : `${formatSeconds(estimate.value)}${interval(estimate, formatSeconds)}`;

/** The 95 % interval. */
function interval({ low, high }: Estimate, format: (value: number) => string): string {
  const side = (value: number | null): string =>
    value === null ? 'open' : format(value).replace(/ .*|\/s$/, '');
  return ` [${side(low)}, ${side(high)}]`;
}

/** Two intervals that overlap are no news. */
function compared(now: CaseResult, before: CaseResult): string {
  const [a, b] = [now.latency.p50, before.latency.p50];
  if ('needed' in a || 'needed' in b) return 'too few runs to compare with the last time';
  const apart = (a.low ?? 0) > (b.high ?? Infinity) || (a.high ?? Infinity) < (b.low ?? 0);
  if (!apart) return `as fast as the last time (p50 was ${formatSeconds(b.value)})`;
  const change = Math.round((a.value / b.value - 1) * 100);
  return `p50 is ${Math.abs(change)} % ${change > 0 ? 'slower' : 'faster'} than the last time (${formatSeconds(b.value)})`;
}

/** The same for programs; the result itself is described by bench/result.schema.json. */
export function jsonBench(measured: readonly Measured[]): string {
  const value = {
    version: 1,
    tool: { name: 'tenon', version: packageVersion() },
    command: 'bench',
    models: measured.map(({ subject, outcome, verdicts, historyProblem }) => ({
      subject: subject.name,
      file: subject.path,
      ...outcome,
      verdicts,
      ...(historyProblem === undefined ? {} : { historyProblem }),
    })),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Why a model has no figures, at the line that names its file; undefined for a bare file. */
export function benchFinding({ subject, outcome }: Measured): Finding | undefined {
  if (!('problem' in outcome) || !subject.origin) return undefined;
  const { code, message, hint } = outcome.problem;
  const { file, range } = subject.origin;
  return { code, severity: 'error', message, file, range, help: hint };
}
