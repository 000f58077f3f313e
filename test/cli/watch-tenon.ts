import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { repository } from './run-tenon.ts';

/** A `tenon` that goes on until it is ended. */
export interface Watching {
  readonly child: ChildProcess;
  /** Everything that was written to standard output and standard error. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Waits until it has said something, on either stream, since the last thing that was waited for on that stream. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit code, when it has ended by itself or by a signal that it hears. */
  readonly ended: Promise<number | null>;
}

/** Starts the real command, from source; it is ended with the test. */
export function watchTenon(args: readonly string[], cwd: string): Watching {
  const child = spawn(process.execPath, [join(repository, 'cli/main.ts'), ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const streams = [child.stdout, child.stderr].map((stream) => {
    const heard = { text: '', read: 0 };
    stream.setEncoding('utf8').on('data', (text: string) => {
      heard.text += text;
      child.emit('said');
    });
    return heard;
  });
  const [out, error] = streams as [(typeof streams)[0], (typeof streams)[0]];
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const find = (pattern: RegExp): RegExpExecArray | undefined => {
    for (const stream of streams) {
      const found = pattern.exec(stream.text.slice(stream.read));
      if (!found) continue;
      stream.read += found.index + found[0].length;
      return found;
    }
    return undefined;
  };
  return {
    child,
    stdout: () => out.text,
    stderr: () => error.text,
    ended,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = find(pattern);
          if (!found) return;
          child.off('said', look);
          resolve(found);
        };
        const fail = (): void =>
          reject(new Error(`It ended before it said ${String(pattern)}:\n${out.text}\n${error.text}`));
        child.on('said', look).once('close', fail);
        look();
      }),
  };
}
