import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { PacedChild } from '../../../bench/compare/paced-child.ts';
import { prepareContenders } from '../../../bench/compare/contenders.ts';
import { warmUp } from '../../../bench/compare/warm-up.ts';

/** A process with a loaded model that runs it when it is told to. */
export interface Contender {
  readonly name: string;
  /** Runs for so many seconds; seconds of the middle run. */
  run(seconds: number): Promise<number>;
  end(): Promise<void>;
}

/** A program that reads seconds and answers nanoseconds, line by line. */
export function lineContender(name: string, command: string, args: readonly string[]): Contender {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name,
    async run(seconds) {
      child.stdin.write(`${seconds}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${name} ended.`);
      return Number(value) / 1e9;
    },
    end() {
      const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
      child.stdin.end();
      return gone;
    },
  };
}

/** A model through Tenon's own child process. */
export async function tenonContender(
  name: string,
  request: Parameters<typeof prepareContenders>[0]['request'],
): Promise<Contender> {
  const side = { label: name, request };
  const prepared = await prepareContenders(side, side);
  if ('problem' in prepared) throw new Error(prepared.problem.message);
  const { plan, inputs } = prepared.base;
  const child = await PacedChild.start(plan, inputs, {});
  if ('problem' in child) throw new Error(child.problem.message);
  await warmUp(child, plan.method);
  return {
    name: child.recorder.engine?.name ?? name,
    async run(seconds) {
      const slice = await child.slice('measure', { atLeast: seconds, runs: 5, atMost: 10 });
      if ('problem' in slice) throw new Error(slice.problem.message);
      const sorted = [...slice.nanoseconds].sort((a, b) => a - b);
      return sorted[sorted.length >> 1]! / 1e9;
    },
    async end() {
      await child.end();
      prepared.dispose();
    },
  };
}
