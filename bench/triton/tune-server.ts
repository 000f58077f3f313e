import { budgetOf } from '../recommend/next-measurement.ts';
import { sameSettings, type SearchSpace } from '../recommend/search-space.ts';
import { searchSettings, type Asked, type Found } from '../recommend/search-settings.ts';
import { openServer, type OpenRequest } from './open-server.ts';
import { neededRequests } from './highest-rate.ts';
import { SettingsMeter, type ServerFigure, type TuneStep } from './server-under-test.ts';
import type { ModelConfig, ServerFacts } from './triton-client.ts';
import { TritonError, type TritonProblem } from './triton-problem.ts';

export type TuneProgress =
  | TuneStep
  /** What is measured next, and how many measurements there were. */
  | { readonly step: 'ask'; readonly asked: Asked; readonly done: number; readonly most: number }
  | { readonly step: 'measured'; readonly figure: ServerFigure }
  | { readonly step: 'restore' }
  /** Told also when the search was cancelled. */
  | { readonly step: 'restored'; readonly problem?: TritonProblem };

export interface Tuned {
  readonly found: Found;
  /** The measurement of the recommended settings; of several the one that comes nearest to their mean. */
  readonly best: ServerFigure;
  readonly figures: readonly ServerFigure[];
  readonly space: SearchSpace;
  readonly facts: ServerFacts;
  readonly device: 'cpu' | 'gpu';
  /** The server puts requests together. */
  readonly batches: boolean;
  /** The configuration that the settings were put into. */
  readonly base: ModelConfig;
  /** The server has its own configuration again. */
  readonly isRestored: boolean;
  /** What to doubt, in sentences. */
  readonly remarks: readonly string[];
}

/**
 * Searches the settings with which a running server answers most within a promised latency. Whatever happens, the server
 * has its own configuration again afterwards, also when `signal` is aborted; then it rejects.
 */
export async function tuneServer(
  request: OpenRequest,
  {
    signal,
    onProgress = () => undefined,
  }: { readonly signal?: AbortSignal; readonly onProgress?: (progress: TuneProgress) => void } = {},
): Promise<Tuned | { readonly problem: TritonProblem }> {
  try {
    const opened = await openServer(request);
    const { server, facts, device } = opened;
    const meter = new SettingsMeter(server, onProgress);
    const most = budgetOf(server.space);
    let done = 0;
    let found: Found;
    let isRestored = false;
    try {
      found = await searchSettings(
        server.space,
        { latency: server.latency },
        async (asked) => {
          onProgress({ step: 'ask', asked, done: done++, most });
          const taken = await meter.measure(asked, signal);
          const figure = meter.figures.at(-1);
          if (taken.of === 'server' && figure) onProgress({ step: 'measured', figure });
          return taken;
        },
        signal,
      );
    } finally {
      onProgress({ step: 'restore' });
      const problem = await opened.restore();
      isRestored = problem === undefined;
      onProgress({ step: 'restored', ...(problem ? { problem } : {}) });
    }
    const { figures } = meter;
    const best = nearestTo(figures, found);
    const remarks = remarksOn(best, request);
    return {
      found,
      best,
      figures,
      space: server.space,
      facts,
      device,
      isRestored,
      remarks,
      batches: server.base.batches,
      base: server.base.config,
    };
  } catch (error) {
    if (error instanceof TritonError) return { problem: error.problem };
    throw error;
  } finally {
    request.client.close();
  }
}

function nearestTo(figures: readonly ServerFigure[], { settings, throughput }: Found): ServerFigure {
  const distance = ({ found }: ServerFigure): number => Math.abs(found.throughput - throughput);
  return figures
    .filter((each) => sameSettings(each.settings, settings))
    .reduce((a, b) => (distance(b) < distance(a) ? b : a));
}

/** Part of the promise from which on it matters that this process was late. */
const LAG = 0.2;

function remarksOn({ found }: ServerFigure, { latency }: OpenRequest): readonly string[] {
  const needed = neededRequests(latency);
  const milliseconds = (seconds: number): string => `${Number((seconds * 1000).toPrecision(2))} ms`;
  return [
    ...(found.rate > 0 && found.requests < needed
      ? [`The ${latency.of} is of ${found.requests} requests and needs ${needed}: a longer budget says more.`]
      : []),
    ...(found.lag > LAG * latency.limit
      ? [
          `This machine sent a hundredth of the requests more than ${milliseconds(found.lag)} late: it is itself at its limit, and the server may do more.`,
        ]
      : []),
  ];
}
