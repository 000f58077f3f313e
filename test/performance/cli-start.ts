/**
 * Time from starting the process to the first output of `tenon check examples/flights`, with a warm disk: the
 * bundle beside the sources and beside a Node that does nothing. Aim: under 400 ms for the bundle.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildAll, isStale } from '../../tools/build.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RUNS = 15;
const check = ['check', 'examples/flights'];

const VARIANTS: readonly { readonly name: string; readonly args: readonly string[] }[] = [
  { name: 'node alone', args: ['-e', 'console.log(1)'] },
  { name: 'tenon --version, bundle', args: ['out/cli.mjs', '--version'] },
  { name: 'tenon check, bundle', args: ['out/cli.mjs', ...check] },
  { name: 'tenon check, sources', args: ['cli/main.ts', ...check] },
];

if (isStale()) await buildAll();
// Round-robin, so that a busy moment of the machine hits all variants alike.
const times = VARIANTS.map((): number[] => []);
for (let run = 0; run <= RUNS; run += 1) {
  for (const [index, { args }] of VARIANTS.entries()) {
    const milliseconds = await firstOutput(args);
    // The first round warms the disk and Node's compile cache.
    if (run > 0) times[index]!.push(milliseconds);
  }
}
const base = median(times[0]!);
for (const [index, { name }] of VARIANTS.entries()) {
  const own = times[index]!.sort((a, b) => a - b);
  const [low, high] = [own[0]!, own.at(-1)!];
  console.log(
    `${name.padEnd(26)} median ${median(own).toFixed(0).padStart(4)} ms  (${low.toFixed(0)} to ${high.toFixed(0)}, ${RUNS} runs)` +
      `  ${(median(own) / base).toFixed(1)} x node alone`,
  );
}

function firstOutput(args: readonly string[]): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let first: number | undefined;
  child.stdout.on('data', () => (first ??= performance.now() - started));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () =>
      first === undefined ? reject(new Error(`${args.join(' ')} printed nothing`)) : resolve(first),
    );
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
