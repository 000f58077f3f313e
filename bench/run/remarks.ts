import type { PlacementMessage } from '../host/messages.ts';
import type { BenchmarkResult, CaseResult, Remark } from './benchmark-result.ts';
import type { PowerState } from './machine-conditions.ts';
import { isOverloaded } from './overload.ts';

/** Share of the time that a thread may wait for a core before its figures are doubted. */
const busy = 0.05;

type Observed = Pick<BenchmarkResult, 'cases' | 'engine' | 'placement' | 'machine'>;

/** What a reader of the figures should know, most important first. */
export function remarksOn(result: Observed, before: PowerState, after: PowerState): readonly Remark[] {
  return [
    ...machineRemarks(before, after),
    ...result.cases.flatMap((measured) => caseRemarks(measured)),
    ...engineRemarks(result),
  ];
}

function machineRemarks(before: PowerState, after: PowerState): readonly Remark[] {
  const remarks: Remark[] = [];
  if (before.source === 'battery' || after.source === 'battery')
    remarks.push({
      code: 'machine/battery',
      message: 'The machine runs on its battery and may be slowed down: plug it in and measure again.',
    });
  if (before.governor === 'powersave')
    remarks.push({
      code: 'machine/governor',
      message: 'The governor `powersave` may hold the clock down: choose `performance` while you measure.',
    });
  if ((after.throttles ?? 0) > (before.throttles ?? 0))
    remarks.push({
      code: 'machine/throttled',
      message: 'The processor was slowed down because it was hot: let it cool and measure again.',
    });
  return remarks;
}

function caseRemarks(measured: CaseResult): readonly Remark[] {
  const remarks: Remark[] = [];
  const name = caseName(measured);
  const { noise, warmup, disturbance, waiting = 0, samples } = measured;
  if (noise.grade === 'C' && noise.spread !== null)
    remarks.push({
      code: 'bench/noisy',
      message: `${name}: the machine's speed wandered by ${percent(noise.spread)}; close other programs and measure again.`,
    });
  if (!warmup.stable)
    remarks.push({
      code: 'bench/unstable',
      message: `${name}: the warm-up ended before the speed was steady; a longer budget does not help, a quiet machine may.`,
    });
  if ((disturbance?.schedulerDelay ?? 0) > busy)
    remarks.push({
      code: 'machine/busy',
      message: `${name}: the model waited ${percent(disturbance?.schedulerDelay ?? 0)} of the time for a core that others used.`,
    });
  if (isOverloaded({ waiting, samples }))
    remarks.push({
      code: 'bench/overloaded',
      message: `${name}: ${waiting} arrivals were still waiting at the end, so that latencies grow with the time measured.`,
    });
  return remarks;
}

function engineRemarks({ engine, placement, machine }: Observed): readonly Remark[] {
  const remarks: Remark[] = [];
  if (engine?.fallbackReason !== undefined)
    remarks.push({
      code: 'engine/fallback',
      message: `The slower engine ${engine.name} ran, for the better one does not work here: ${engine.fallbackReason}`,
    });
  const elsewhere = machine.provider === 'cpu' ? [] : onProcessor(placement);
  if (elsewhere.length > 0)
    remarks.push({
      code: 'provider/partial',
      message: `${sum(elsewhere)} of ${sum(placement?.nodes ?? [])} nodes ran on the processor, not on ${machine.provider}.`,
    });
  return remarks;
}

function onProcessor(placement: Omit<PlacementMessage, 'type'> | undefined): PlacementMessage['nodes'] {
  return (placement?.nodes ?? []).filter(({ provider }) => provider === 'CPUExecutionProvider');
}

const sum = (nodes: PlacementMessage['nodes']): number =>
  nodes.reduce((total, { nodes: each }) => total + each, 0);

/** `batch 8`, `batch 8, 4 at a time`, `batch 1, 200/s`. */
export function caseName({ batch, scenario, concurrency, rate }: CaseResult): string {
  if (scenario === 'concurrency') return `batch ${batch}, ${concurrency} at a time`;
  if (scenario === 'instances') return `batch ${batch}, ${concurrency} instances`;
  return scenario === 'server' ? `batch ${batch}, ${Number((rate ?? 0).toPrecision(3))}/s` : `batch ${batch}`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
