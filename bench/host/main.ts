/** The child process that loads and runs a model, so that nothing a model does can harm anyone else. */
import { receivePlan, send } from './channel.ts';
import { openEngine, type OpenedEngine } from './engines.ts';
import { explainError } from './explain-error.ts';
import { measureCase } from './measure.ts';
import { protocolVersion, type Plan } from './messages.ts';
import type { Phase } from './phase.ts';
import { guardAgainstOrphanhood } from './orphan-guard.ts';
import { provePlacement } from './prove-placement.ts';
import { tellEngine } from './tell-engine.ts';

type Enter = (phase: Phase, batch?: number) => void;

await main();

async function main(): Promise<void> {
  const plan = receivePlan();
  if (plan === undefined) return;
  guardAgainstOrphanhood();
  send({ type: 'hello', version: protocolVersion, node: process.versions.node });
  let phase: Phase = 'start';
  try {
    await carryOut(plan, (next, batch) => {
      phase = next;
      send({ type: 'phase', phase, ...(batch === undefined ? {} : { batch }) });
    });
    send({ type: 'bye' });
  } catch (error) {
    send({ type: 'error', error: explainError(error, phase) });
  }
}

async function carryOut(plan: Plan, enter: Enter): Promise<void> {
  enter('import');
  const beforeImport = performance.now();
  const opened = await openEngine(plan.engine, plan.fallbackReason);
  const { engine } = opened;
  const seconds = (performance.now() - beforeImport) / 1000;
  const rss = process.resourceUsage().maxRSS * 1024;
  send({ type: 'imported', engineVersion: engine.version, seconds, rss });
  if (plan.profile === true) await provePlacement(opened, plan, enter);
  else await measureCases(opened, plan, enter);
  await engine.close();
}

async function measureCases(opened: OpenedEngine, plan: Plan, enter: Enter): Promise<void> {
  const { engine } = opened;
  const { profile: _, ...request } = plan;
  enter('load');
  const beforeLoad = performance.now();
  await engine.load(request);
  send({ type: 'loaded', seconds: (performance.now() - beforeLoad) / 1000 });
  tellEngine(opened);
  for (const planned of plan.cases) await measureCase(engine, plan, planned, enter);
}
