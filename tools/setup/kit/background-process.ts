import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { endProcessGroup } from './process-group.ts';

export interface BackgroundOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A server that runs until `stop`. Whoever starts one stops it in a `finally`. */
export interface BackgroundProcess {
  /** Everything written to stdout and stderr so far, in the order of arrival. */
  logs(): string;
  /**
   * Asks `check` again and again until it gives a value. Rejects when the process ends first, when
   * `timeoutMs` pass, or when the start's signal is aborted; the message carries the end of the log.
   */
  waitFor<T>(
    what: string,
    check: () => Promise<T | undefined> | T | undefined,
    timeoutMs: number,
  ): Promise<T>;
  /** Ends the whole process group: SIGTERM, then SIGKILL after `graceMs` (10 s when absent). */
  stop(graceMs?: number): Promise<ProcessEnd>;
}

export function startBackground(
  command: string,
  args: readonly string[],
  options: BackgroundOptions = {},
): BackgroundProcess {
  options.signal?.throwIfAborted();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  let ended: ProcessEnd | undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));

  const kill = (): void => endProcessGroup(child.pid, 'SIGKILL');
  const whenEnded = new Promise<ProcessEnd>((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      ended ??= { code, signal };
      // Children that outlive the leader keep ports and files open, so they go with it.
      kill();
      process.removeListener('exit', kill);
      options.signal?.removeEventListener('abort', kill);
      resolve(ended);
    };
    child.once('error', (error) => {
      log += error.message;
      end(127, null);
    });
    child.once('exit', end);
  });
  process.once('exit', kill);
  options.signal?.addEventListener('abort', kill, { once: true });

  return {
    logs: () => log,
    async waitFor(what, check, timeoutMs) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        options.signal?.throwIfAborted();
        const value = await check();
        if (value !== undefined) return value;
        if (ended)
          throw new Error(`${command} ended (${describeEnd(ended)}) before ${what}:\n${logEnd(log)}`);
        if (Date.now() > deadline)
          throw new Error(`${command}: no ${what} within ${timeoutMs} ms:\n${logEnd(log)}`);
        await delay(50);
      }
    },
    async stop(graceMs = 10_000) {
      if (!ended) {
        endProcessGroup(child.pid, 'SIGTERM');
        const timer = setTimeout(kill, graceMs);
        await whenEnded;
        clearTimeout(timer);
      }
      return whenEnded;
    },
  };
}

function describeEnd(end: ProcessEnd): string {
  return end.signal ?? `exit code ${end.code}`;
}

function logEnd(log: string): string {
  return log.trim().split('\n').slice(-30).join('\n');
}
