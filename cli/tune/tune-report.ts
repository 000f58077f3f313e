import { formatRate, formatSeconds, sameSettings, type Tuned } from '../../bench/index.ts';
import { packageVersion } from '../package-root.ts';
import type { Colors } from '../terminal.ts';
import { settingsText } from './settings-text.ts';
import type { TuneSubject } from './tune-subject.ts';

export interface TuneResult {
  readonly subject: TuneSubject;
  /** What the server calls the model. */
  readonly servedAs: string;
  readonly address: string;
  readonly tuned: Tuned;
  /** Settings of the space. */
  readonly size: number;
}

/** A table of what was tried, the best first, and what to make of it. */
export function humanTune({ subject, address, tuned, size }: TuneResult, colors: Colors): string {
  const { model, latency, declared } = subject;
  const { found, facts, device, figures, remarks } = tuned;
  const promise = `${latency.of} within ${formatSeconds(latency.limit)}`;
  const rows = [...figures]
    .sort((a, b) => b.found.throughput - a.found.throughput)
    .map(({ settings, found: { rate, throughput, latency: at }, refusal }) => [
      String(settings.batch),
      String(settings.instances),
      settings.delay > 0 ? formatSeconds(settings.delay) : 'none',
      rate > 0 ? formatRate(throughput) : '-',
      rate > 0 ? formatSeconds(at.p50) : '-',
      rate > 0 ? formatSeconds(at[latency.of]) : '-',
      refusal ?? '',
      sameSettings(settings, found.settings) && found.throughput > 0 ? '*' : '',
    ]);
  const heading = ['batch', 'instances', 'wait', 'throughput', 'p50', latency.of, '', ''];
  const [head = '', ...lines] = table([heading, ...rows]);
  const fixed = [
    ...(declared.maxBatch === undefined ? [] : ['batch']),
    ...(declared.copies === undefined ? [] : ['instances']),
    ...(declared.delay === undefined ? [] : ['wait']),
  ];
  const out = [
    `${colors.bold(model.qualifiedName)}  ${colors.dim(`${facts.name} ${facts.version} at ${address}, ${device}; ${promise}`)}`,
    colors.dim(head),
    ...lines,
    ...(fixed.length === 0 ? [] : [colors.dim(`  Declared, and so not searched: ${fixed.join(', ')}.`)]),
    ...remarks.map((remark) => colors.yellow(`  ${remark}`)),
  ];
  if (found.throughput === 0) out.push(colors.red(`  No settings that were tried keep ${promise}.`));
  else {
    out.push(
      `  ${colors.green('Recommended')} after ${found.taken.length} measurements of ${size} possible settings: ${settingsText(found.settings)}, ${formatRate(found.throughput)}.`,
    );
  }
  return `${out.join('\n')}\n`;
}

/** Seconds, and items a second. */
export function jsonTune({ subject, servedAs, address, tuned, size }: TuneResult): string {
  const { found, best, figures, facts, device, remarks } = tuned;
  const isFound = found.throughput > 0;
  const value = {
    version: 1,
    tool: { name: 'tenon', version: packageVersion() },
    command: 'tune',
    subject: subject.model.qualifiedName,
    file: subject.path,
    server: { address, model: servedAs, ...facts, device },
    promise: subject.latency,
    recommended: isFound
      ? { ...found.settings, throughput: found.throughput, latency: best.found.latency }
      : null,
    measurements: found.taken.length,
    possible: size,
    tried: figures.map(({ settings, refusal, found: { rate, throughput, latency, requests, failure } }) => ({
      ...settings,
      throughput,
      ...(rate > 0 ? { latency, requests } : {}),
      ...(failure === undefined ? {} : { failure }),
      ...(refusal === undefined ? {} : { refusal }),
    })),
    remarks,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
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
