/** The child process that runs its model only when it is told to, so that several can take turns. */
import { receivePlan, send } from '../host/channel.ts';
import { openEngine } from '../host/engines.ts';
import { explainError } from '../host/explain-error.ts';
import { bindCase } from '../host/measure.ts';
import { protocolVersion, type Plan } from '../host/messages.ts';
import type { Phase } from '../host/phase.ts';
import { tellEngine } from '../host/tell-engine.ts';
import { orderStream } from './order-stream.ts';

await main();

async function main(): Promise<void> {
  const plan = receivePlan();
  if (plan === undefined) return;
  const orders = orderStream();
  send({ type: 'hello', version: protocolVersion, node: process.versions.node });
  let phase: Phase = 'start';
  try {
    await carryOut(plan, orders, (next, batch) => {
      if (next === phase) return;
      phase = next;
      send({ type: 'phase', phase, ...(batch === undefined ? {} : { batch }) });
    });
  } catch (error) {
    send({ type: 'error', error: explainError(error, phase) });
  }
}

async function carryOut(
  plan: Plan,
  orders: ReturnType<typeof orderStream>,
  enter: (phase: Phase, batch?: number) => void,
): Promise<void> {
  const planned = plan.cases[0];
  if (planned === undefined) throw new Error('A plan needs a case.');
  enter('import');
  const beforeImport = performance.now();
  const opened = await openEngine(plan.engine, plan.fallbackReason);
  const { engine } = opened;
  const seconds = (performance.now() - beforeImport) / 1000;
  send({ type: 'imported', engineVersion: engine.version, seconds, rss: peakRss() });
  enter('load');
  const beforeLoad = performance.now();
  const { profile: _, ...request } = plan;
  await engine.load(request);
  send({ type: 'loaded', seconds: (performance.now() - beforeLoad) / 1000 });
  tellEngine(opened);
  const inputs = bindCase(engine, plan, planned, enter);
  enter('first', planned.batch);
  const { elapsed } = await engine.runSlice({ atLeast: 0, runs: 1, atMost: 0 });
  send({ type: 'first', seconds: elapsed });
  let next = 0;
  for await (const { phase, limits } of orders) {
    enter(phase, planned.batch);
    if (inputs.count > 1) engine.bind(inputs.batch(next++ % inputs.count));
    const slice = await engine.runSlice(limits);
    // The slice comes last, for it says that this process waits again.
    send({ type: 'measured', peakRss: peakRss() });
    send({ type: 'slice', ...slice });
  }
}

/** Bytes. */
function peakRss(): number {
  return process.resourceUsage().maxRSS * 1024;
}
