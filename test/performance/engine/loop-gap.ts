import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

export interface LoopGaps {
  /** Nanoseconds beyond the tick. */
  readonly p50: number;
  readonly p99: number;
  readonly samples: number;
}

/** Gaps of the event loop of the built language server while something else happens; undefined when it is not built or
 * does not start. */
export async function serverLoopGaps(
  root: string,
  scratch: string,
  meanwhile: () => Promise<unknown>,
): Promise<LoopGaps | undefined> {
  const server = join(root, 'out', 'server.mjs');
  if (!existsSync(server)) return undefined;
  const target = join(scratch, 'gaps.json');
  const probe = pathToFileURL(join(import.meta.dirname, 'loop-gap-probe.mjs')).href;
  const child = spawn(process.execPath, ['--import', probe, server, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TENON_LOOP_GAPS: target },
  });
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.stdin.on('error', () => undefined);
  child.stdout.resume();
  const text = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { processId: process.pid, rootUri: null, capabilities: {} },
  });
  child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  // The probe forgets the first three seconds.
  await sleep(3_500);
  await meanwhile();
  child.kill('SIGKILL');
  await gone;
  return existsSync(target) ? (JSON.parse(readFileSync(target, 'utf8')) as LoopGaps) : undefined;
}
