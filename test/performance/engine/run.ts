/**
 * How near the benchmark's engine is to the machine's limit, and whether its statistics say what they promise: p50
 * through Tenon against a C program on the same library and against Python, comparisons of a model with itself, coverage
 * of intervals, gaps of the language server's event loop, the time to cancel, and the header reader. Prints the figures;
 * `--write` writes its section of docs/performance.md. Nothing is asserted: the goals stand beside the figures.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { locateLibrary } from '../../../bench/host/ort-ffi/library-location.ts';
import { runBenchmark } from '../../../bench/index.ts';
import { sizeOf } from '../../../bench/recommend/search-space.ts';
import { readCurves } from '../../../bench/recommend/testing/read-curves.ts';
import { promiseOf, spaceFor, studySearch } from '../../../bench/recommend/testing/search-study.ts';
import { pairedRatio } from '../../../bench/statistics/paired-ratio.ts';
import { quantile } from '../editor/figures.ts';
import { writeSection } from '../page-section.ts';
import { lineContender, tenonContender, type Contender } from './contender.ts';
import { replayedCoverage, simulatedCoverage, wandering, type Coverage } from './coverage.ts';
import { serverLoopGaps } from './loop-gap.ts';
import { QUICK_SPACE, studyServerSearch } from './server-search.ts';
import { foundIn, turns } from './paired-study.ts';
import { takeRecordings } from './recordings.ts';
import { studyModels, type StudyModel } from './study-models.ts';

interface Row {
  readonly title: string;
  readonly figures: string;
  readonly goal?: string;
  readonly isKept?: boolean;
}

const ROOT = join(import.meta.dirname, '../../..');
const args = process.argv.slice(2);
const isQuick = args.includes('--quick');
const scratch = mkdtempSync(join(tmpdir(), 'tenon engine '));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
const rows: Row[] = [];
const models = studyModels(scratch);

function tell(row: Row): void {
  rows.push(row);
  const goal = row.goal === undefined ? '' : `  (goal ${row.goal}: ${row.isKept ? 'kept' : 'NOT kept'})`;
  console.log(`${row.title.padEnd(64)} ${row.figures}${goal}`);
}

await againstOthers();
await selfComparisons();
await coverages();
await loopGaps();
await cancelling();
headerReader();
await settingsSearch();
await serverSearch();
if (args.includes('--write')) writeSection(join(ROOT, 'docs/performance.md'), 'bench:engine', section());

async function againstOthers(): Promise<void> {
  const native = buildNative();
  const python = findPython();
  if (native === undefined) tell({ title: 'against C', figures: 'not measured: no C compiler' });
  if (python === undefined)
    tell({ title: 'against Python', figures: 'not measured: no Python with onnxruntime' });
  for (const model of models) {
    const ours = await tenonContender('tenon', { model: model.path, threads: 1 });
    try {
      if (native !== undefined)
        await against(
          model,
          ours,
          lineContender('C', native, [locateLibrary(), ...argumentsOf(model)]),
          model.goal,
        );
      if (python !== undefined) {
        const script = join(import.meta.dirname, 'python-run.py');
        await against(
          model,
          ours,
          lineContender('Python', python, [script, ...argumentsOf(model)]),
          undefined,
        );
      }
    } finally {
      await ours.end();
    }
  }
}

function argumentsOf({ path, input, output, shape }: StudyModel): readonly string[] {
  return [path, '1', input, output, ...shape.map(String)];
}

async function against(
  model: StudyModel,
  ours: Contender,
  theirs: Contender,
  goal: number | undefined,
): Promise<void> {
  try {
    await theirs.run(0.5);
    const pairs = await turns(theirs, ours, isQuick ? 8 : 40, 0.06);
    const { value, low, high } = pairedRatio(pairs, 1n);
    const seconds = quantile(
      pairs.map(({ base }) => base),
      0.5,
    );
    // Python is to be beaten below a millisecond, and matched above.
    const most = goal ?? (seconds < 1e-3 ? 1 : 1.03);
    tell({
      title: `${model.title}: p50 of ${ours.name} over ${theirs.name}`,
      figures: `${value.toFixed(3)} [${(low ?? 0).toFixed(3)}, ${(high ?? 0).toFixed(3)}], ${theirs.name} ${microseconds(seconds)}`,
      goal: `at most ${most.toFixed(2)}`,
      isKept: value <= most,
    });
  } finally {
    await theirs.end();
  }
}

async function selfComparisons(): Promise<void> {
  const [, model] = models;
  const [one, other] = [
    await tenonContender('one', requestOf(model!)),
    await tenonContender('other', requestOf(model!)),
  ];
  const trials: Awaited<ReturnType<typeof turns>>[] = [];
  while (trials.length < (isQuick ? 3 : 20)) trials.push(await turns(one, other, 40, 0.05));
  await Promise.all([one.end(), other.end()]);
  const percent = (share: number): string => `${Math.round(share * 100)} % of ${trials.length} comparisons`;
  const wrong = foundIn(trials, 1);
  tell({
    title: 'a model with itself, flagged',
    figures: percent(wrong),
    goal: 'at most 5 %',
    isKept: wrong <= 0.05,
  });
  for (const [slowdown, goal] of [
    [1.05, 0.9],
    [1.1, 0.99],
  ] as const) {
    const found = foundIn(trials, slowdown);
    const title = `the same, made ${Math.round((slowdown - 1) * 100)} % slower afterwards, found`;
    tell({ title, figures: percent(found), goal: `at least ${goal * 100} %`, isKept: found >= goal });
  }
}

async function coverages(): Promise<void> {
  const rounds = isQuick ? 100 : 2_000;
  tellCoverage(`${3 * rounds} simulated traces`, simulatedCoverage(rounds));
  // The smallest model is left out: millions of runs in each recording, and nothing that the next one does not show.
  const [, ...recorded] = models;
  const recordings = await takeRecordings(recorded, isQuick ? 40 : 160);
  const replays = isQuick ? 20 : 250;
  const title = `${replays * recordings.length} replayed traces, of ${recordings.length} recordings`;
  tellCoverage(title, replayedCoverage(recordings, replays));
  const { p50, p90, p50Within } = wandering(recordings);
  tell({
    title: 'twenty slices in a row against the whole recording: intervals that hold its figure',
    figures: `p50 ${inPercent(p50)}, p90 ${inPercent(p90)}; p50 within ${inPercent(p50Within)} in 95 of 100`,
  });
}

function tellCoverage(title: string, { p50, p90 }: Coverage): void {
  tell({
    title: `${title}: intervals that hold the truth`,
    figures: `p50 ${inPercent(p50)}, p90 ${inPercent(p90)}`,
    goal: '93 to 97 %',
    isKept: [p50, p90].every((share) => share >= 0.93 && share <= 0.97),
  });
}

function inPercent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

async function loopGaps(): Promise<void> {
  const request = { ...requestOf(models[1]!), coldChildren: 1, placement: false };
  const busy = await serverLoopGaps(ROOT, scratch, () => runBenchmark(request));
  const idle = await serverLoopGaps(ROOT, scratch, () => sleep(4_000));
  const title = 'gap of the server’s event loop during a benchmark, p99';
  if (busy === undefined || idle === undefined)
    return tell({ title, figures: 'not measured: run `npm run build` first' });
  const text = (nanoseconds: number): string => `${(nanoseconds / 1e6).toFixed(1)} ms`;
  tell({
    title,
    figures: `${text(busy.p99)} (without a benchmark ${text(idle.p99)})`,
    goal: 'at most 5 ms',
    isKept: busy.p99 <= 5e6,
  });
}

async function cancelling(): Promise<void> {
  const times: number[] = [];
  while (times.length < (isQuick ? 5 : 50)) {
    const abort = new AbortController();
    let at = 0;
    const onProgress = ({ step }: { readonly step: string }): void => {
      if (step !== 'slice' || at > 0) return;
      at = performance.now();
      abort.abort();
    };
    await runBenchmark(requestOf(models[1]!), { signal: abort.signal, onProgress });
    // The promise settles when the child is gone.
    times.push(performance.now() - at);
  }
  const p99 = quantile(times, 0.99);
  const figures = `${p99.toFixed(0)} ms (p50 ${quantile(times, 0.5).toFixed(0)} ms, ${times.length} times)`;
  tell({
    title: 'from cancelling to the child being gone, p99',
    figures,
    goal: 'at most 100 ms',
    isKept: p99 <= 100,
  });
}

/** The study of the header reader has a file of its own; its ratio is the line that counts here. */
function headerReader(): void {
  const title = 'header of a model of 1.26 GB over a full decode, both warm';
  const { stdout } = spawnSync(process.execPath, [join(ROOT, 'test/performance/onnx-header.ts')], {
    encoding: 'utf8',
  });
  const ratio = /^ratio\s+(\d+)x/m.exec(stdout)?.[1];
  if (ratio === undefined) return tell({ title, figures: 'not measured' });
  tell({ title, figures: `1/${ratio}`, goal: 'at most 1/300', isKept: Number(ratio) >= 300 });
}

/** A dynamic batcher as Triton's is, simulated on curves that were measured; `made-gpu` is made up. */
async function settingsSearch(): Promise<void> {
  for (const curves of readCurves()) {
    const limit = promiseOf(curves, 12);
    const { found, reachedAgain } = await studySearch(curves, limit);
    const most = sizeOf(spaceFor(limit));
    tell({
      title: `settings for a server (${curves.name}, simulated): throughput over trying all`,
      figures: `${(reachedAgain * 100).toFixed(1)} % with ${found.taken.length} of ${most} measurements`,
      goal: 'at least 95 % with a fifth',
      isKept: reachedAgain >= 0.95 && found.taken.length <= most / 5,
    });
  }
}

/** The real server shares this machine's processors with the load, so that the figures are those of both. */
async function serverSearch(): Promise<void> {
  const title = 'settings for a real Triton server: throughput over trying all, measured again in turns';
  const study = await studyServerSearch(isQuick ? { space: QUICK_SPACE, turns: 2 } : {});
  if ('reason' in study) return tell({ title, figures: `not measured: ${study.reason}` });
  const { found, reached, size, spread } = study;
  tell({
    title,
    figures: `${(reached * 100).toFixed(1)} % with ${found.taken.length} of ${size} measurements; the best do ${spread.toFixed(1)} times as much as the worst`,
    goal: 'at least 95 % with a fifth',
    isKept: reached >= 0.95 && found.taken.length <= size / 5,
  });
}

function requestOf({ path }: StudyModel): { readonly model: string; readonly threads: number } {
  return { model: path, threads: 1 };
}

function buildNative(): string | undefined {
  const program = join(scratch, 'native');
  const source = join(import.meta.dirname, 'native.c');
  const built = spawnSync('cc', ['-O2', '-o', program, source, '-ldl'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return built.status === 0 ? program : undefined;
}

/** The one that TENON_PYTHON names, one of the environments of `npm run setup`, or the machine's, with onnxruntime. */
function findPython(): string | undefined {
  const tools = join(ROOT, '.cache', 'tools');
  const environments = existsSync(tools)
    ? readdirSync(tools).filter((name) => name.startsWith('python-'))
    : [];
  const own = environments.map((name) => join(tools, name, 'bin', 'python'));
  const candidates = [process.env['TENON_PYTHON'] ?? '', ...own, 'python3'].filter((name) => name !== '');
  return candidates.find((name) => spawnSync(name, ['-c', 'import onnxruntime, numpy']).status === 0);
}

function microseconds(seconds: number): string {
  return `${Number((seconds * 1e6).toPrecision(3))} µs`;
}

function section(): string {
  const lines = rows.map(({ title, figures, goal, isKept }) => {
    const verdict = goal === undefined ? '' : `${goal}: ${isKept ? 'kept' : '**not kept**'}`;
    return `| ${title} | ${figures} | ${verdict} |`;
  });
  return `## The engine of the benchmark

Written by \`npm run bench:engine -- --write\` on ${new Date().toISOString().slice(0, 10)} with ${cpus()[0]!.model} (${cpus().length} processors), Node ${process.versions.node}. All contenders call ONNX Runtime with one thread on the processor, take turns in random order, 60 ms each, forty pairs; ratios with their 95 % interval. The C program uses the same library file with IoBinding (\`test/performance/engine/native.c\`).

| What | Figures | Goal |
| --- | --- | --- |
${lines.join('\n')}`;
}
