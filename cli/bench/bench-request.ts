import type { ScenarioKind } from '../../bench/index.ts';
import type { BenchFormat } from './bench-format.ts';
import type { Wish } from './subjects.ts';

/** What the command line asks for. */
export interface BenchRequest {
  readonly model?: string;
  readonly environment?: string;
  readonly provider?: readonly string[];
  readonly engine?: 'ort-ffi' | 'ort-node';
  readonly optimisation?: 'none' | 'basic' | 'extended' | 'all';
  readonly batch?: readonly number[];
  readonly concurrency?: readonly number[];
  readonly scenario?: ScenarioKind;
  /** Items a second. */
  readonly rate?: number;
  /** `standard` when nobody says it. */
  readonly budget?: 'quick' | 'standard' | 'full';
  readonly threads?: number;
  readonly seed?: number;
  readonly size?: Readonly<Record<string, number>>;
  readonly input?: string;
  readonly compare?: string;
  readonly baseline?: string | true;
  readonly saveBaseline?: string | true;
  readonly check?: boolean;
  /** Bytes that a measuring process may take. */
  readonly memoryLimit?: number;
  readonly format: BenchFormat;
  readonly output?: string;
}

/** What the project wants, where the command line does not say it. */
export function withWish(request: BenchRequest, wish: Wish | undefined): BenchRequest {
  if (wish === undefined) return request;
  const { scenario, concurrency, rate, compare } = request;
  // Half a scenario from here and half from there would be one that nobody asked for.
  const isSaid = [scenario, concurrency, rate, compare].some((each) => each !== undefined);
  return {
    ...(wish.batches === undefined ? {} : { batch: wish.batches }),
    ...(wish.providers === undefined ? {} : { provider: wish.providers }),
    ...(wish.threads === undefined ? {} : { threads: wish.threads }),
    ...(wish.budget === undefined ? {} : { budget: wish.budget }),
    ...(wish.seed === undefined ? {} : { seed: wish.seed }),
    ...(isSaid || wish.scenario === undefined ? {} : { scenario: wish.scenario as ScenarioKind }),
    ...(isSaid || wish.concurrency === undefined ? {} : { concurrency: wish.concurrency }),
    ...(isSaid || wish.rate === undefined ? {} : { rate: wish.rate }),
    ...request,
    size: { ...wish.sizes, ...request.size },
  };
}
