import { caseName, figureText } from '../../../bench/report/figure-text.ts';
import { deviceName, providerName } from '../../../bench/report/machine-name.ts';
import type { MeasuredCase, MeasuredResult } from '../../../bench/report/measured-result.ts';
import { sparkline } from '../../../bench/report/sparkline.ts';
import { formatBytes, formatRate, formatSeconds } from '../../../bench/verdict/quantity-format.ts';
import type { Symbol } from '../../../language/index.ts';
import { artifactOf, currencyOf } from '../../measurements/measured-files.ts';
import { figuresText, mainCase } from '../../measurements/measured-figures.ts';
import { judgeService, type JudgedObjective } from '../../measurements/objective-verdicts.ts';
import { namesOf } from '../../names/occurrences.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** So many results of the past are drawn. */
const DRAWN = 24;

/**
 * Last benchmark of a model with its figures, intervals, machine and history; of a service what the results of its
 * models say of its objectives. Undefined when nothing was measured.
 */
export async function describeMeasurements(symbol: Symbol, model: ModelFile): Promise<string | undefined> {
  if (symbol.kind !== 'model' && symbol.kind !== 'service') return undefined;
  const { results, last } = await model.host.history.read();
  if (symbol.kind === 'service') return describeService(symbol, model, last);
  const result = last.get(symbol.qualifiedName);
  if (!result) return undefined;
  const own = results.filter(({ subject }) => subject === result.subject);
  return describeModel(result, own, model);
}

function describeModel(result: MeasuredResult, own: readonly MeasuredResult[], { host }: ModelFile): string {
  const { machine, measuredAt, subject } = result;
  const stale = currencyOf(result, artifactOf(subject, host), host) === 'stale';
  const where = [providerName(machine.provider), deviceName(machine), machine.engine].map(plain).join(', ');
  return [
    `**Measured ${measuredAt.slice(0, 10)}** on ${where}.${stale ? ' The file has changed since: measure it again.' : ''}`,
    casesTable(result.cases),
    historyLine(result, own),
  ]
    .filter((part) => part !== undefined)
    .join('\n\n');
}

function casesTable(cases: readonly MeasuredCase[]): string | undefined {
  if (cases.length === 0) return undefined;
  const rows = cases.map((each) =>
    [
      caseName(each),
      figureText(each.latency.p50, formatSeconds),
      figureText(each.latency.p99, formatSeconds),
      figureText(each.throughput, formatRate),
      each.memory ? formatBytes(each.memory.peak) : 'n/a',
      noiseText(each),
    ].map(plain),
  );
  const head = ['', 'p50 [95 %]', 'p99 [95 %]', 'throughput [95 %]', 'memory', 'noise'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const noiseText = ({ noise }: MeasuredCase): string => {
  if (!noise) return 'n/a';
  return noise.spread === null ? noise.grade : `${noise.grade} (${Math.round(noise.spread * 100)} %)`;
};

/** Results of other machines and settings are other figures, and are not drawn in one line. */
function historyLine({ machine }: MeasuredResult, own: readonly MeasuredResult[]): string | undefined {
  const medians = own
    .filter((each) => each.machine.id === machine.id)
    .flatMap(({ cases }) => {
      const p50 = mainCase(cases)?.latency.p50;
      return p50 && 'value' in p50 ? [p50.value] : [];
    })
    .slice(-DRAWN);
  if (medians.length < 2) return undefined;
  const range = [Math.min(...medians), Math.max(...medians)].map(formatSeconds).join(' to ');
  return `p50 of the last ${medians.length} here: \`${sparkline(medians)}\` ${range}`;
}

function describeService(
  service: Symbol,
  model: ModelFile,
  last: ReadonlyMap<string, MeasuredResult>,
): string | undefined {
  const served = namesOf(model).modelsServedBy(service);
  const lines = served.flatMap(({ name, qualifiedName }) => {
    const result = last.get(qualifiedName);
    return result
      ? [`Measured ${result.measuredAt.slice(0, 10)} (${name}): ${plain(figuresText(result))}`]
      : [];
  });
  if (lines.length === 0) return undefined;
  const judged = judgeService(service, model.host, last).map(verdictLine);
  return [...lines, ...judged].join('  \n');
}

const MARKS = {
  kept: '✓ kept',
  broken: '✗ broken',
  undecided: '? not decided',
  unmeasured: '– not measured',
} as const;

const verdictLine = ({ objective, verdict, reason }: JudgedObjective): string =>
  `${MARKS[verdict]}: \`${objective.expression.text}\`. ${plain(reason)}`;

/** What a file of results says must not become a link, a picture or a column of the table. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>|!]/gu, '\\$&');
