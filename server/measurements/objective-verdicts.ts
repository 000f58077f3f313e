import { formatBytes, formatRate, formatSeconds } from '../../bench/verdict/quantity-format.ts';
import { deviceName } from '../../bench/report/machine-name.ts';
import type { Interval, MeasuredCase, MeasuredResult } from '../../bench/report/measured-result.ts';
import { verdictOf, type PromiseVerdict } from '../../bench/report/promise-verdict.ts';
import { isMeasurable } from '../../bench/verdict/judge-promise.ts';
import type { Objective, Service, Symbol } from '../../language/index.ts';
import type { ProjectHost } from '../workspace/project-host.ts';
import { artifactOf, currencyOf } from './measured-files.ts';

/** What the newest results say of one objective. */
export interface JudgedObjective extends PromiseVerdict {
  readonly service: Service;
  readonly objective: Objective;
  /** The result that decided; absent when nothing was measured. */
  readonly result?: MeasuredResult;
  readonly isStale: boolean;
  /** The measured figure in words, such as `1.9 ms`. */
  readonly figure?: string;
}

/** Verdicts of all objectives of a service, in the order in which they are written. */
export function judgeService(
  symbol: Symbol,
  host: ProjectHost,
  last: ReadonlyMap<string, MeasuredResult>,
): JudgedObjective[] {
  const { project } = host;
  const found = project.model(project.settings.environment);
  const service = 'model' in found ? found.model.element('service', symbol) : undefined;
  if (!service) return [];
  const servings = [...service.serves, ...service.steps.map(({ serving }) => serving)];
  const names = [...new Set(servings.map(({ model }) => model.qualifiedName))];
  const models = names.map((name) => {
    const result = last.get(name);
    const isStale = result !== undefined && currencyOf(result, artifactOf(name, host), host) === 'stale';
    const own = servings.filter((serving) => serving.model.qualifiedName === name);
    const instances = own.reduce((sum, { instances: each }) => sum + (each?.count.value ?? 1), 0);
    const copies = instances * (service.scale?.max.value ?? 1);
    const largest = Math.max(1, ...own.map(({ batching }) => batching?.max.value ?? 1));
    return { name, result, isStale, copies, cases: runnable(result?.cases ?? [], largest) };
  });
  return service.objectives.map((objective): JudgedObjective => {
    const judged = models.map((model): JudgedObjective => ({
      service,
      objective,
      isStale: model.isStale,
      ...judge(objective, model, names.length),
    }));
    judged.sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
    return (
      judged[0] ?? {
        service,
        objective,
        isStale: false,
        verdict: 'unmeasured',
        reason: 'The service runs no model.',
      }
    );
  });
}

/** The verdict that says most comes first. */
const ORDER: readonly PromiseVerdict['verdict'][] = ['broken', 'undecided', 'kept', 'unmeasured'];

/**
 * Cases that the service may come to: batches up to the one that it puts together, one run after the other. What was
 * measured only to find the limits of the machine breaks no promise. When nothing else was measured, all of it counts.
 */
function runnable(cases: readonly MeasuredCase[], largestBatch: number): readonly MeasuredCase[] {
  const own = cases.filter(({ scenario, batch }) => scenario === 'single-stream' && batch <= largestBatch);
  return own.length > 0 ? own : cases;
}

interface ServedModel {
  readonly name: string;
  readonly result: MeasuredResult | undefined;
  readonly isStale: boolean;
  readonly copies: number;
  /** Those of the result that the service may come to. */
  readonly cases: readonly MeasuredCase[];
}

function judge(
  { measure, comparison, limit }: Objective,
  { name, result, isStale, copies, cases }: ServedModel,
  models: number,
): Omit<JudgedObjective, 'service' | 'objective' | 'isStale'> {
  const promise = {
    measure,
    comparison,
    limit: typeof limit === 'number' ? limit : limit.value,
    models,
    copies,
  };
  const verdict = verdictOf(promise, cases);
  if (!result) {
    const reason = isMeasurable(measure) ? `${name} was not measured yet.` : verdict.reason;
    return { verdict: 'unmeasured', reason };
  }
  const figure = verdict.observed && figureText(measure, verdict.observed);
  const told = { ...(figure === undefined ? {} : { figure }), result };
  if (isStale && verdict.verdict !== 'unmeasured') {
    const reason = `The file of ${name} has changed since it was measured: measure it again. Before, ${lowered(verdict.reason)}`;
    return { ...told, verdict: 'undecided', reason };
  }
  if (verdict.verdict === 'unmeasured') return verdict;
  const batch = cases.length > 1 && verdict.batch !== undefined ? `, batch ${verdict.batch}` : '';
  return {
    ...verdict,
    ...told,
    reason: `${verdict.reason} Measured on ${deviceName(result.machine)}${batch}.`,
  };
}

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

function figureText(measure: string, { value }: Interval): string {
  if (measure.startsWith('latency')) return formatSeconds(value);
  return measure === 'memory' ? formatBytes(value) : formatRate(value);
}
