/**
 * `npm start`: does the main job on the example project and tells, on one screen, what was found,
 * written and measured. Every figure comes from the command itself, run as a user would run it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import pc from 'picocolors';
import { buildAll, isStale } from './build.ts';
import { findExecutable } from './setup/kit/find-executable.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = join(root, 'out', 'cli.mjs');
const example = join(root, 'examples', 'flights');
const shown = relative(process.cwd(), example) || '.';

interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
  readonly seconds: number;
}

function tenon(...args: string[]): Promise<Outcome> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code: code ?? 1, output, errors, seconds: (performance.now() - began) / 1000 }),
    );
  });
}

const say = (title: string, text: string, seconds: number): void =>
  console.log(`  ${pc.bold(title.padEnd(10))} ${text.padEnd(72)} ${pc.dim(`${seconds.toFixed(1)} s`)}`);
const more = (text: string): void => console.log(`  ${' '.repeat(10)} ${text}`);

/** The JSON of a command that must succeed; what it said instead is shown when it did not. */
function parsed<T>(title: string, { code, output, errors }: Outcome, allowed: readonly number[] = [0]): T {
  if (allowed.includes(code)) return JSON.parse(output) as T;
  console.error(`${title} ended with ${code}:\n${errors}${output}`);
  process.exit(1);
}

const micro = (seconds: number): string =>
  seconds < 1e-3 ? `${(seconds * 1e6).toPrecision(3)} µs` : `${(seconds * 1e3).toPrecision(3)} ms`;

async function check(): Promise<void> {
  const outcome = await tenon('check', example, '--format', 'json');
  const { files, environments, summary } = parsed<{
    files: number;
    environments: string[];
    summary: { errors: number; warnings: number };
  }>('check', outcome);
  const found =
    summary.errors + summary.warnings === 0
      ? 'no problems'
      : `${summary.errors} errors, ${summary.warnings} warnings`;
  say(
    'checked',
    `${files} files in the environments ${environments.join(' and ')}: ${pc.green(found)}`,
    outcome.seconds,
  );
}

interface Inspected {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}
interface Port {
  readonly name: string;
  readonly dtype: string;
  readonly shape?: readonly (string | number)[];
}

async function inspect(): Promise<void> {
  const outcome = await tenon('inspect', join(example, 'models/late_net.onnx'), '--format', 'json');
  const { inputs, outputs } = parsed<Inspected>('inspect', outcome);
  const ports = [...inputs, ...outputs].map(
    (port) => `${port.name} ${port.dtype}[${port.shape?.join(', ') ?? '?'}]`,
  );
  say('read', `models/late_net.onnx: ${ports.join(' → ')}`, outcome.seconds);
}

async function generate(): Promise<void> {
  const outcome = await tenon('generate', example, '--on-edit', 'keep', '--format', 'json');
  const { out, targets } = parsed<{ out: string; targets: { id: string; files: number; folder: string }[] }>(
    'generate',
    outcome,
  );
  const files = targets.reduce((sum, target) => sum + target.files, 0);
  say(
    'generated',
    `${files} files of ${new Set(targets.map((target) => target.id)).size} systems for two deployments`,
    outcome.seconds,
  );
  for (const target of targets) more(pc.dim(`${join(out, target.folder)}/  ${target.files} files`));
}

interface Measured {
  readonly models: readonly {
    readonly subject: string;
    readonly result: {
      readonly machine: { readonly cpu: string; readonly provider: string };
      readonly cases: readonly {
        readonly latency: Record<'p50' | 'p99', { readonly value: number } | null>;
        readonly throughput: { readonly value: number };
        readonly samples: number;
      }[];
    };
    readonly verdicts: readonly { readonly objective: string; readonly verdict: string }[];
  }[];
}

async function measure(): Promise<void> {
  const outcome = await tenon('bench', example, '--budget', 'quick', '--format', 'json');
  const { models } = parsed<Measured>('bench', outcome, [0, 1, 5]);
  for (const { subject, result, verdicts } of models) {
    const [first] = result.cases;
    if (!first) continue;
    const { p50, p99 } = first.latency;
    const name = subject.split('.').at(-1)!;
    say(
      'measured',
      `${name}: p50 ${p50 ? micro(p50.value) : 'n/a'} · p99 ${p99 ? micro(p99.value) : 'n/a'} · ${Math.round(first.throughput.value).toLocaleString('en')}/s`,
      outcome.seconds,
    );
    for (const { objective, verdict } of verdicts) {
      if (verdict === 'unmeasured') continue;
      more(
        `${objective}  ${verdict === 'kept' ? pc.green(verdict) : verdict === 'broken' ? pc.red(verdict) : pc.yellow(verdict)}`,
      );
    }
    more(
      pc.dim(
        `${first.samples.toLocaleString('en')} runs on ${result.machine.cpu} (${result.machine.provider})`,
      ),
    );
  }
}

async function plan(): Promise<void> {
  const outcome = await tenon('deploy', 'plan', example, '-e', 'dev', '--format', 'json');
  const { steps } = parsed<{ steps: { number: number; title: string }[] }>('deploy plan', outcome);
  say('planned', `deployment flights_dev in ${steps.length} steps; nothing was launched`, outcome.seconds);
  for (const step of steps) more(pc.dim(`${step.number}  ${step.title}`));
}

async function offerEditor(): Promise<void> {
  const code = await findExecutable('code');
  if (!code) {
    console.log(`\nOpen it in VS Code:  ${pc.bold('npm run editor')}`);
    return;
  }
  if (!process.stdin.isTTY || !process.stdout.isTTY) return;
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question('\nOpen the example in VS Code now? [y/N] ');
  prompt.close();
  if (/^y(es)?$/i.test(answer.trim()))
    spawnSync(code, [`--extensionDevelopmentPath=${root}`, example], { stdio: 'inherit' });
}

const began = performance.now();
console.log(`\n${pc.bold('Tenon')}  one typed model of an AI system\n`);
if (isStale()) {
  const started = performance.now();
  await buildAll();
  say('built', 'command, language server and extension', (performance.now() - started) / 1000);
}
console.log(`  ${pc.bold('example'.padEnd(10))} ${shown}: will a flight arrive more than 15 minutes late?`);
await check();
await inspect();
await generate();
await measure();
await plan();
console.log(
  `\n${pc.green('Done')} in ${((performance.now() - began) / 1000).toFixed(1)} s. Next:  ${pc.bold(`npm run -s tenon -- check ${shown}`)}`,
);
await offerEditor();
