/**
 * `npm test`: sets up the real tools, runs every check and every test, and ends with one line of counts.
 * `npm test -- --only unit` runs one stage; `--no-setup` uses the tools that are there.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = process.execPath;
const bin = (name: string): string => join(root, 'node_modules', name);

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Titles of the skipped tests, with the reason that they give. */
  readonly skips?: readonly string[];
}

interface Stage {
  readonly id: string;
  readonly title: string;
  run(): Promise<Counts>;
}

interface Finished {
  readonly code: number;
  readonly output: string;
}

function start(
  args: readonly string[],
  options: { quiet?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, {
      cwd: root,
      env: { ...process.env, NODE_NO_WARNINGS: '1', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!options.quiet) process.stdout.write(chunk);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A check that either holds or does not; its output is shown when it does not. */
async function check(title: string, args: readonly string[]): Promise<Counts> {
  const { code, output } = await start(args, { quiet: true });
  console.log(`  ${code === 0 ? 'ok    ' : 'FAILED'} ${title}`);
  if (code !== 0) console.log(output);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** Runs at most as many at a time as a small machine has cores. */
async function checks(all: readonly (readonly [string, readonly string[]])[]): Promise<Counts> {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const queue = [...all];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) add(total, await check(...next));
  };
  await Promise.all([worker(), worker()]);
  return total;
}

function add(total: Counts, more: Counts): void {
  total.passed += more.passed;
  total.failed += more.failed;
  total.skipped += more.skipped;
}

const tsc = (project: string): readonly [string, readonly string[]] => [
  `types: ${project}`,
  [bin('typescript/bin/tsc'), '-p', project],
];

const ROOMS: readonly string[] = (
  JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as { references: { path: string }[] }
).references.map((reference) => reference.path.replace('./', ''));

async function vitest(): Promise<Counts> {
  const report = join(root, '.cache', 'vitest.json');
  mkdirSync(join(root, '.cache'), { recursive: true });
  const { code } = await start([
    bin('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  ]);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
    testResults: { assertionResults: { status: string; fullName: string }[] }[];
  };
  const skips = result.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'skipped' || test.status === 'pending')
      .map((test) => test.fullName),
  );
  // A file that fails outside its tests is a failure, too.
  const failed = Math.max(result.numFailedTests, code === 0 ? 0 : 1);
  return { passed: result.numPassedTests, failed, skipped: skips.length, skips };
}

/** Runs a script that ends with `N passed, N failed, N skipped`. */
async function counted(script: string): Promise<Counts> {
  if (!existsSync(join(root, script))) return { passed: 0, failed: 1, skipped: 0 };
  const { code, output } = await start([script]);
  const match = /(\d+) passed, (\d+) failed, (\d+) skipped\s*$/.exec(output);
  if (!match) return { passed: 0, failed: 1, skipped: 0 };
  const [passed, failed, skipped] = match.slice(1).map(Number) as [number, number, number];
  const skips = [...output.matchAll(/^ {2}skipped: (.*)$/gmu)].map(([, title]) => title!);
  return { passed, failed: Math.max(failed, code === 0 ? 0 : 1), skipped, skips };
}

const STAGES: readonly Stage[] = [
  {
    id: 'setup',
    title: 'Real tools',
    run: async () => {
      const { code } = await start(['tools/setup/cli.ts', 'setup']);
      // A tool that can't be had is a skip of its tests; in CI it is a failure.
      const missing = code !== 0;
      return {
        passed: missing ? 0 : 1,
        failed: missing && process.env['CI'] ? 1 : 0,
        skipped: missing && !process.env['CI'] ? 1 : 0,
      };
    },
  },
  {
    id: 'static',
    title: 'Generated files, types, lint, format',
    run: () =>
      checks([
        ['lint', [bin('eslint/bin/eslint.js'), '--max-warnings=0', '.']],
        ['generated grammar is current', ['tools/generate-grammar.mjs', '--check']],
        ['registries are current', ['tools/generate-registries.ts', '--check']],
        ['library is current', ['tools/generate-library.ts', '--check']],
        ['snippets are current', ['tools/generate-snippets.ts', '--check']],
        ['documentation is current', ['tools/generate-docs.ts', '--check']],
        ['format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']],
        ['dead exports', [bin('knip/bin/knip.js'), '--no-progress']],
        ...ROOMS.map(tsc),
      ]),
  },
  {
    id: 'build',
    title: 'Bundles',
    run: async () => {
      const counts = await check('build', ['tools/build.ts']);
      const sizes = join(root, 'out', 'sizes.json');
      if (counts.failed === 0) {
        const report = JSON.parse(readFileSync(sizes, 'utf8')) as Record<string, { bytes: number }>;
        for (const [name, { bytes }] of Object.entries(report))
          console.log(`  ${name.padEnd(12)} ${(bytes / 1024).toFixed(0)} kB`);
      }
      return counts;
    },
  },
  { id: 'unit', title: 'Unit, golden, protocol and conformance tests', run: vitest },
  { id: 'vscode', title: 'In a real VS Code', run: () => counted('test/vscode/run.ts') },
];

const { argv } = process;
const only = argv.includes('--only') ? argv[argv.indexOf('--only') + 1] : undefined;
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const skips: string[] = [];
for (const stage of STAGES) {
  if (only !== undefined && stage.id !== only) continue;
  if (stage.id === 'setup' && argv.includes('--no-setup')) continue;
  const began = performance.now();
  console.log(`\n${stage.title}`);
  const counts = await stage.run();
  add(total, counts);
  skips.push(...(counts.skips ?? []));
  console.log(`  ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
if (skips.length > 0) console.log(`\nSkipped:\n${skips.map((title) => `  ${title}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
