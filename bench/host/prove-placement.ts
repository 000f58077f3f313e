import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProvider } from '../provider/providers.ts';
import { send } from './channel.ts';
import { CodedError } from './coded-error.ts';
import type { OpenedEngine } from './engines.ts';
import { bindCase } from './measure.ts';
import type { PlacementMessage, Plan } from './messages.ts';
import type { Phase } from './phase.ts';
import { readPlacement } from './read-placement.ts';
import { tellEngine } from './tell-engine.ts';

const profiledRuns = 10;

/** Copies between devices are no work of the model. */
const copies = new Set(['MemcpyFromHost', 'MemcpyToHost']);

/**
 * Runs the plan's first case ten times with a profile and sends which provider ran which nodes. Rejects with
 * `provider/fallback` when the plan's provider ran none of them.
 */
export async function provePlacement(
  opened: OpenedEngine,
  plan: Plan,
  enter: (phase: Phase, batch?: number) => void,
): Promise<void> {
  const { engine } = opened;
  const [planned] = plan.cases;
  if (planned === undefined || engine.endProfile === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'tenon-profile-'));
  try {
    enter('load');
    await engine.load({ ...plan, profile: join(folder, 'profile') });
    tellEngine(opened);
    bindCase(engine, plan, planned, enter);
    enter('profile', planned.batch);
    await engine.runSlice({ atLeast: 0, runs: profiledRuns, atMost: Infinity });
    const placement = readPlacement(readFileSync(await engine.endProfile(), 'utf8'));
    refuseFallback(plan.provider, placement);
    send({ type: 'placement', ...placement });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Throws `provider/fallback` when another provider than the one that is named did all of the work. */
export function refuseFallback(provider: string, placement: Omit<PlacementMessage, 'type'>): void {
  if (provider === 'cpu') return;
  const cpu = findProvider('cpu')?.ortName;
  const wanted = findProvider(provider)?.ortName;
  const worked = placement.operators.filter(({ operator }) => !copies.has(operator));
  if (worked.some((each) => (wanted === undefined ? each.provider !== cpu : each.provider === wanted)))
    return;
  const others = placement.nodes.map((each) => `${each.nodes} on ${each.provider}`).join(', ');
  throw new CodedError(
    'provider/fallback',
    `The provider ${provider} starts, but runs no node of this model: ${others === '' ? 'no node ran' : others}.`,
  );
}
