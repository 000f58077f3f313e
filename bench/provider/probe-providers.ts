import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { protocolVersion, type EngineMessage, type HostMessage, type Plan } from '../host/messages.ts';
import { singleNodeModel } from '../host/single-node-model.ts';
import type { BenchmarkProblem } from '../run/benchmark-problem.ts';
import { defaultDeadlines } from '../run/deadlines.ts';
import { runHostWithFallback } from '../run/engine-fallback.ts';
import { shippedEntry } from '../run/shipped-entry.ts';
import { explainMissing } from './explain-missing.ts';
import { providers, type Provider } from './providers.ts';

/** What became of starting a provider on this machine. */
export type ProviderReport = Pick<Provider, 'id' | 'title'> &
  (
    | { readonly state: 'works' }
    /** It does not start, or runs nothing. */
    | { readonly state: 'missing'; readonly reason: string; readonly advice: string }
    /** It belongs to other systems. */
    | { readonly state: 'elsewhere'; readonly platforms: readonly string[] }
  );

export interface ProbeResult {
  /** Which engine and which library were asked; undefined when none could be loaded. */
  readonly engine: Omit<EngineMessage, 'type'> | undefined;
  readonly providers: readonly ProviderReport[];
}

export interface ProbeOptions {
  readonly signal?: AbortSignal;
  /** Path of the Node or Electron program for the children; this process's own when left out. */
  readonly runtime?: string;
  /** Path of the child's program; the one that is shipped beside this code when left out. */
  readonly entry?: string;
}

/**
 * Starts each provider of this system in a child of its own, has it run a model of one node, and makes sure from a
 * profile that it did. Takes seconds where a provider compiles shaders. Rejects only with the signal's reason.
 */
export async function probeProviders(options: ProbeOptions = {}): Promise<ProbeResult> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-probe-'));
  const model = join(folder, 'probe.onnx');
  try {
    // Every provider has a Relu.
    writeFileSync(model, singleNodeModel('Relu'));
    const reports: ProviderReport[] = [];
    let engine: ProbeResult['engine'];
    for (const provider of providers) {
      if (!provider.platforms.includes(process.platform)) {
        const { id, title, platforms } = provider;
        reports.push({ id, title, state: 'elsewhere', platforms });
        continue;
      }
      const probed = await probe(provider, model, options);
      options.signal?.throwIfAborted();
      reports.push(probed.report);
      engine ??= probed.engine;
    }
    return { engine, providers: reports };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function probe(
  provider: Provider,
  model: string,
  options: ProbeOptions,
): Promise<{ readonly report: ProviderReport; readonly engine: ProbeResult['engine'] }> {
  let engine: ProbeResult['engine'];
  const problem = await runHostWithFallback({
    runtime: options.runtime ?? process.execPath,
    entry: options.entry ?? shippedEntry('host'),
    plan: probePlan(provider.id, model),
    deadlines: defaultDeadlines,
    signal: options.signal,
    onStart: () => undefined,
    onMessage(message: HostMessage) {
      if (message.type !== 'engine') return;
      const { type: _, ...rest } = message;
      engine = rest;
    },
  });
  const { id, title } = provider;
  if (problem === undefined) return { report: { id, title, state: 'works' }, engine };
  return { report: { id, title, state: 'missing', ...missing(provider, problem) }, engine };
}

function missing(provider: Provider, problem: BenchmarkProblem): { reason: string; advice: string } {
  if (problem.code === 'engine/unavailable') return { reason: problem.message, advice: problem.hint };
  const needs = `It needs ${provider.needs}.`;
  return explainMissing(problem.message, needs);
}

function probePlan(provider: string, model: string): Plan {
  const fill = { kind: 'normal' } as const;
  return {
    version: protocolVersion,
    model,
    provider,
    seed: '42',
    // A plan with a profile measures nothing.
    method: {
      warmupAtLeast: 0,
      warmupAtMost: 0,
      warmupSlice: 0,
      warmupSliceRuns: 0,
      slice: 0,
      samples: 0,
      slices: 0,
      measureAtMost: 0,
    },
    cases: [{ batch: 1, tensors: [{ name: 'x', dtype: 'float32', shape: [2, 2], fill }] }],
    profile: true,
  };
}
