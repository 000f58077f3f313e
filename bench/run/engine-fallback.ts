import type { BenchmarkProblem } from './benchmark-problem.ts';
import { runHost, type HostRequest } from './host-process.ts';

/**
 * Runs a child, and once more with the public Node binding when trying the engine on the C API has ended the process:
 * a library that does not fit may abort where others throw, and nobody in that process can tell.
 *
 * @param onRestart called before the second child starts
 */
export async function runHostWithFallback(
  request: HostRequest,
  onRestart: () => void = () => undefined,
): Promise<BenchmarkProblem | undefined> {
  const problem = await runHost(request);
  if (problem === undefined || !diedInSelfTest(problem, request)) return problem;
  const said = problem.lastStderr === undefined || problem.message.includes(problem.lastStderr);
  const fallbackReason = said ? problem.message : `${problem.message} It said: ${problem.lastStderr}`;
  onRestart();
  const second = await runHost({ ...request, plan: { ...request.plan, engine: 'ort-node', fallbackReason } });
  if (second?.code !== 'engine/unavailable') return second;
  return { ...second, message: `${second.message} (ort-ffi: ${fallbackReason})` };
}

/** Before a model is touched, and only where nobody has asked for one engine by name. */
function diedInSelfTest({ code, phase }: BenchmarkProblem, { plan }: HostRequest): boolean {
  const isDead = code === 'host/crash' || code === 'host/timeout';
  return plan.engine === undefined && phase === 'import' && isDead;
}
