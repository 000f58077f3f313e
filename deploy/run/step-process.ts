import { spawn, spawnSync, type ChildProcess } from 'node:child_process';

export interface ProcessRequest {
  /** Absolute path of the program. */
  readonly program: string;
  readonly args: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Seconds between the request to end and the end by force. */
  readonly patience: number;
  readonly signal: AbortSignal;
  readonly onStart: (pid: number) => void;
  /** Output and error output in the order of arrival. */
  readonly onOutput: (chunk: Buffer) => void;
}

export type ProcessEnd =
  | { readonly end: 'exit'; readonly exitCode: number }
  | { readonly end: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly end: 'cancelled'; readonly forced: boolean }
  | { readonly end: 'not started'; readonly reason: string };

/**
 * Runs one program to its end, in a process group of its own and without a terminal to ask questions on.
 * When it is cancelled the program itself is asked to end (Terraform then saves its state, with
 * its providers alive); after its patience the whole group is killed. However it ends, nothing of its
 * group is left.
 */
export async function runProcess(request: ProcessRequest): Promise<ProcessEnd> {
  const { signal } = request;
  if (signal.aborted) return { end: 'cancelled', forced: false };
  const child = spawn(request.program, [...request.args], {
    cwd: request.cwd,
    env: request.environment,
    // On Windows this would open a window; there the tree of the process is ended instead.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  if (child.pid !== undefined) request.onStart(child.pid);
  child.stdout.on('data', request.onOutput);
  child.stderr.on('data', request.onOutput);

  let forced = false;
  let timer: NodeJS.Timeout | undefined;
  const force = (): void => {
    forced = true;
    killGroup(child);
  };
  const cancel = (): void => {
    child.kill('SIGTERM');
    timer = setTimeout(force, request.patience * 1000);
  };
  const atExit = (): void => killGroup(child);
  signal.addEventListener('abort', cancel, { once: true });
  // A second Ctrl+C ends this process at once: the step must not go on without it.
  process.once('exit', atExit);
  try {
    const ended = await whenEnded(child);
    if ('startError' in ended) return { end: 'not started', reason: ended.startError.message };
    if (signal.aborted) return { end: 'cancelled', forced };
    return ended.code === null
      ? { end: 'signal', signal: ended.signal! }
      : { end: 'exit', exitCode: ended.code };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
    process.removeListener('exit', atExit);
  }
}

type Ended =
  { readonly startError: Error } | { readonly code: number | null; readonly signal: NodeJS.Signals | null };

function whenEnded(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve) => {
    child.once('error', (startError) => resolve({ startError }));
    // Children that outlive the program would keep its output open, so they go with it.
    child.once('exit', () => killGroup(child));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true, stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has ended by itself.
  }
}
