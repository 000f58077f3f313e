import { execFile } from 'node:child_process';

/** Milliseconds: a first start of Python on a cold disk takes seconds, a hanging program must not take forever. */
const PROBE_TIME = 30_000;

/** What a program prints when it is asked about itself, or why it doesn't. Rejects only with the signal's reason. */
export function probe(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<{ readonly stdout: string } | { readonly reason: string }> {
  const options = {
    env: environment,
    timeout: PROBE_TIME,
    killSignal: 'SIGKILL',
    windowsHide: true,
    ...(signal ? { signal } : {}),
  } as const;
  return new Promise((resolve, reject) => {
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (signal?.aborted) reject(signal.reason as Error);
      else if (error)
        resolve({ reason: lastLine(stderr) ?? lastLine(error.message) ?? 'it does not answer' });
      else resolve({ stdout });
    });
  });
}

const lastLine = (text: string): string | undefined => text.trim().split('\n').at(-1)?.trim() || undefined;
