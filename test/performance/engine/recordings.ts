import { spawn } from 'node:child_process';
import { PacedChild } from '../../../bench/compare/paced-child.ts';
import { prepareContenders } from '../../../bench/compare/contenders.ts';
import { warmUp } from '../../../bench/compare/warm-up.ts';
import type { StudyModel } from './study-models.ts';

/** Latencies of a model, in seconds, slice by slice as a benchmark takes them. */
export interface Recording {
  readonly title: string;
  readonly slices: readonly (readonly number[])[];
}

/** What else runs meanwhile: programs that work for so many milliseconds and rest for so many, at random. */
interface Company {
  readonly title: string;
  readonly programs: number;
  readonly work: readonly [number, number];
  readonly rest: readonly [number, number];
}

const companies: readonly Company[] = [
  { title: 'alone', programs: 0, work: [0, 0], rest: [0, 0] },
  { title: 'beside a busy program', programs: 1, work: [1_000, 2_000], rest: [0, 1] },
  { title: 'beside bursts', programs: 2, work: [50, 500], rest: [100, 1_000] },
  { title: 'beside short bursts', programs: 2, work: [2, 22], rest: [20, 100] },
];

/** Each model in each company, so many slices long. */
export async function takeRecordings(models: readonly StudyModel[], slices: number): Promise<Recording[]> {
  const taken: Recording[] = [];
  for (const company of companies)
    for (const model of models) taken.push(await record(model, company, slices));
  return taken;
}

async function record(model: StudyModel, company: Company, count: number): Promise<Recording> {
  const side = { label: model.title, request: { model: model.path, threads: 1 } };
  const prepared = await prepareContenders(side, side);
  if ('problem' in prepared) throw new Error(prepared.problem.message);
  const { plan, inputs } = prepared.base;
  const child = await PacedChild.start(plan, inputs, {});
  if ('problem' in child) throw new Error(child.problem.message);
  const stop = keepCompany(company);
  try {
    await warmUp(child, plan.method);
    const { slice: seconds } = plan.method;
    const slices: number[][] = [];
    while (slices.length < count) {
      const slice = await child.slice('measure', { atLeast: seconds, runs: 1, atMost: seconds });
      if ('problem' in slice) throw new Error(slice.problem.message);
      slices.push(slice.nanoseconds.map((ns) => ns / 1e9));
    }
    return { title: `${model.title}, ${company.title}`, slices };
  } finally {
    stop();
    await child.end();
    prepared.dispose();
  }
}

function keepCompany({ programs, work, rest }: Company): () => void {
  const program = `const cell = new Int32Array(new SharedArrayBuffer(4));
const between = ([low, high]) => low + (high - low) * Math.random();
for (;;) {
  const end = performance.now() + between(${JSON.stringify(work)});
  while (performance.now() < end);
  Atomics.wait(cell, 0, 0, between(${JSON.stringify(rest)}));
}`;
  const children = Array.from({ length: programs }, () =>
    spawn(process.execPath, ['--eval', program], { stdio: 'ignore' }),
  );
  return () => children.forEach((child) => child.kill('SIGKILL'));
}
