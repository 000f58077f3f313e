import { spawn } from 'node:child_process';
import { endProcessGroup } from './process-group.ts';

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment; the caller's own when absent. */
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds until the process and its children are killed; ten minutes when absent. */
  readonly timeoutMs?: number;
}

export interface RunResult {
  /** Exit code; 127 when the program could not be started, 124 when it ran out of time. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one program to its end and keeps its output. Never throws for what the program does; rejects only
 * with the reason of `signal`. The program gets its own process group, so that its children end with it.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  options.signal?.throwIfAborted();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: true,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let timedOut = false;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin?.on('error', () => undefined).end(options.input);

  const kill = (): void => endProcessGroup(child.pid, 'SIGKILL');
  const timer = setTimeout(() => {
    timedOut = true;
    kill();
  }, options.timeoutMs ?? 600_000);
  process.once('exit', kill);
  options.signal?.addEventListener('abort', kill, { once: true });
  try {
    const code = await new Promise<number>((resolve) => {
      child.once('error', (error) => {
        stderr += error.message;
        resolve(127);
      });
      child.once('close', (exitCode) => resolve(exitCode ?? 128));
    });
    options.signal?.throwIfAborted();
    return { code: timedOut ? 124 : code, stdout, stderr };
  } finally {
    clearTimeout(timer);
    process.removeListener('exit', kill);
    options.signal?.removeEventListener('abort', kill);
  }
}

/** The end of a failed program's output, short enough for one message. */
export function lastLines(result: RunResult, count = 6): string {
  const text = result.stderr.trim() === '' ? result.stdout : result.stderr;
  return text.trim().split('\n').slice(-count).join('\n');
}
