import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { journalPath, readJournal } from '../journal/journal.ts';
import { lastRun } from '../journal/status.ts';
import type { DeployPlan } from '../plan/deploy-plan.ts';
import type { Programs } from '../preflight/find-programs.ts';
import { makePlan, makeStep } from '../testing/steps.ts';
import { lockHolder } from './project-lock.ts';
import {
  runDeployment,
  type RunEvents,
  type RunOutcome,
  type RunRequest,
  type RunResult,
} from './run-deployment.ts';
import { deployFolder } from './run-folder.ts';

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'tenon 部署 '));
  await writeFile(join(project, 'tool.mjs'), TOOL);
});
afterEach(() => rm(project, { recursive: true, force: true }));

/** Stands in for a real tool: `say`, `fail-unless FILE`, `exit CODE`, `wait`, `stubborn`. */
const TOOL = `
import { spawn } from 'node:child_process';
import { existsSync, appendFileSync } from 'node:fs';
const [mode, argument] = process.argv.slice(2);
appendFileSync('calls.txt', process.argv.slice(2).join(' ') + '\\n');
const forever = () => setInterval(() => undefined, 1000);
if (mode === 'say') console.log('said: ' + argument + ' ' + process.env.TENON_SET);
if (mode === 'exit') { console.error('leaving'); process.exitCode = Number(argument); }
if (mode === 'fail-unless' && !existsSync(argument)) { console.error('no ' + argument); process.exitCode = 7; }
if (mode === 'wait') {
  process.on('SIGTERM', () => { console.log('interrupted, tidying up'); process.exit(1); });
  console.log('ready');
  forever();
}
if (mode === 'stubborn') {
  process.on('SIGTERM', () => console.log('no'));
  // It holds the output open, so the step only ends when this one is gone as well.
  spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => 0); setInterval(() => 0, 1000)'], { stdio: 'inherit' });
  console.log('ready');
  forever();
}
`;

const tool = (...args: string[]): { args: string[] } => ({ args: ['tool.mjs', ...args] });
const programs: Programs = new Map([['terraform', { found: true, path: process.execPath, version: '1' }]]);
const launch = (plan: DeployPlan, more: Partial<RunRequest> = {}): Promise<RunOutcome> =>
  runDeployment({
    plan,
    project,
    programs,
    environment: process.env,
    signal: new AbortController().signal,
    events: {},
    ...more,
  });
async function run(plan: DeployPlan, more: Partial<RunRequest> = {}): Promise<RunResult> {
  const outcome = await launch(plan, more);
  if (!('run' in outcome)) throw new Error(`It did not run: ${JSON.stringify(outcome)}`);
  return outcome;
}
const calls = async (): Promise<string[]> =>
  (await readFile(join(project, 'calls.txt'), 'utf8')).trim().split('\n');
const records = (): string[] => readJournal(project).map(({ record }) => record);

const three = makePlan([
  makeStep('one', 1, tool('say', 'one')),
  makeStep('two', 2, { ...tool('fail-unless', 'mended'), dependsOn: ['one'] }),
  makeStep('three', 3, { ...tool('say', 'three'), dependsOn: ['two'] }),
]);

describe('a run', () => {
  it('starts one process after the other and keeps what they say', async () => {
    const heard: string[] = [];
    const first = makeStep('one', 1, tool('say', 'a b; $HOME'));
    const set = {
      ...first,
      command: { ...first.command, sets: { TENON_SET: 'value' } },
      makes: ['work/deep'],
    };
    const result = await run(makePlan([set]), {
      events: { onOutput: (chunk) => heard.push(chunk.toString()) },
    });
    expect(result).toMatchObject({ outcome: 'done', results: [{ state: 'done', exitCode: 0 }], notRun: [] });
    expect(heard.join('')).toBe('said: a b; $HOME value\n');
    expect(await readFile(join(deployFolder(project), result.results[0]!.log!), 'utf8')).toBe(
      'said: a b; $HOME value\n',
    );
    expect(existsSync(join(project, 'work/deep'))).toBe(true);
    expect(records()).toEqual(['run-started', 'step-started', 'step-finished', 'run-ended']);
    expect(lockHolder(project)).toBeUndefined();
  });

  it('stops at the first failure, and goes on from there when it is mended', async () => {
    const failed = await run(three);
    expect(failed).toMatchObject({
      outcome: 'failed',
      results: [{ state: 'done' }, { state: 'failed', exitCode: 7 }],
    });
    expect(failed.notRun.map(({ id }) => id)).toEqual(['three']);
    expect(failed.next?.id).toBe('two');
    expect(
      lastRun(
        readJournal(project),
        () => true,
        () => false,
      )?.steps.map(({ state }) => state),
    ).toEqual(['done', 'failed', 'not run']);

    await writeFile(join(project, 'mended'), '');
    const mended = await run(three);
    expect(mended).toMatchObject({
      outcome: 'done',
      kept: [{ id: 'one' }],
      results: [{ step: { id: 'two' } }, { step: { id: 'three' } }],
    });
    expect(mended.next).toBeUndefined();
    expect(await calls()).toEqual(['say one', 'fail-unless mended', 'fail-unless mended', 'say three']);
    expect(await launch(three)).toEqual({ upToDate: true });
    expect(
      lastRun(
        readJournal(project),
        () => true,
        () => false,
      )?.steps.map(({ state }) => state),
    ).toEqual(['done earlier', 'done', 'done']);
  });

  it('begins with the first step whose inputs have changed, or with the first one when asked', async () => {
    await writeFile(join(project, 'mended'), '');
    await writeFile(join(project, 'input'), '1');
    const plan = makePlan([three.steps[0]!, { ...three.steps[1]!, inputs: ['input'] }, three.steps[2]!]);
    await run(plan);
    await writeFile(join(project, 'input'), '2');
    expect((await run(plan)).results.map(({ step }) => step.id)).toEqual(['two', 'three']);
    expect((await run(plan, { restart: true })).results.map(({ step }) => step.id)).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  it('takes other exit codes for success when the step says so', async () => {
    const step = makeStep('plan', 1, {
      ...tool('exit', '2'),
      successes: { 0: 'nothing to change', 2: 'there are changes' },
    });
    expect(await run(makePlan([step]))).toMatchObject({
      outcome: 'done',
      results: [{ exitCode: 2, says: 'there are changes' }],
    });
  });

  it('says so when a program can not be started', async () => {
    const gone: Programs = new Map([
      ['terraform', { found: true, path: join(project, 'gone'), version: '1' }],
    ]);
    const result = await run(makePlan([makeStep('one', 1)]), { programs: gone });
    expect(result).toMatchObject({ outcome: 'failed', results: [{ state: 'failed' }] });
    expect(result.results[0]!.says).toContain('could not be started');
  });

  it('leaves servers to those who ask for them by number', async () => {
    const plan = makePlan([
      makeStep('one', 1, tool('say', 'one')),
      makeStep('serve', 2, { ...tool('say', 'serving'), runs: 'as a server' }),
    ]);
    expect((await run(plan)).results.map(({ step }) => step.id)).toEqual(['one']);
    expect((await run(plan, { only: 2 })).results.map(({ step }) => step.id)).toEqual(['serve']);
  });

  it('writes no secret into the journal', async () => {
    await run(three, { environment: { ...process.env, AWS_SECRET_ACCESS_KEY: 'hunter2hunter2' } });
    expect(await readFile(journalPath(project), 'utf8')).not.toContain('hunter2');
  });
});

describe('cancelling', () => {
  const cancelWhenReady = (): { signal: AbortSignal; events: RunEvents } => {
    const controller = new AbortController();
    return {
      signal: controller.signal,
      events: { onOutput: (chunk) => void (String(chunk).includes('ready') && controller.abort()) },
    };
  };

  it('asks the step to end, waits for it and says so in the journal', async () => {
    const plan = makePlan([
      makeStep('one', 1, tool('say', 'x')),
      makeStep('two', 2, tool('wait')),
      makeStep('three', 3, tool('say', 'y')),
    ]);
    const result = await run(plan, cancelWhenReady());
    expect(result).toMatchObject({
      outcome: 'cancelled',
      results: [{ state: 'done' }, { state: 'cancelled', says: 'ended when it was asked to' }],
    });
    expect(await readFile(join(deployFolder(project), result.results[1]!.log!), 'utf8')).toContain(
      'tidying up',
    );
    expect(records().slice(-3)).toEqual(['step-started', 'step-cancelled', 'run-ended']);
    expect(result.next?.id).toBe('two');
  });

  it('ends a stubborn step with everything that it started', async () => {
    const plan = makePlan([makeStep('one', 1, { ...tool('stubborn'), patience: 0.2 })]);
    expect(await run(plan, cancelWhenReady())).toMatchObject({
      outcome: 'cancelled',
      results: [{ says: 'ended by force after 0.2 s' }],
    });
  });

  it('runs nothing when it was cancelled before', async () => {
    const result = await run(three, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ outcome: 'cancelled', results: [{ state: 'cancelled' }] });
    expect(existsSync(join(project, 'calls.txt'))).toBe(false);
  });

  it('stops where a question gets no for an answer', async () => {
    const asked: (readonly [string, readonly string[]])[] = [];
    const plan = makePlan([
      makeStep('one', 1, tool('say', 'x')),
      makeStep('two', 2, { ...tool('say', 'y'), question: 'Apply it?', usesUp: ['one'] }),
    ]);
    const events: RunEvents = { confirm: async (question, earlier) => asked.push([question, earlier]) < 0 };
    const result = await run(plan, { events });
    await run(plan, { events });
    // The second time the first step is not run again, so its output has to be looked up.
    expect(asked).toEqual([
      ['Apply it?', []],
      ['Apply it?', [result.results[0]!.log]],
    ]);
    expect(result).toMatchObject({
      outcome: 'cancelled',
      results: [{ state: 'done' }, { state: 'cancelled', says: 'the answer was no' }],
    });
    expect(await calls()).toEqual(['say x']);
  });
});

describe('refuses', () => {
  const refusal = async (plan: DeployPlan, more: Partial<RunRequest> = {}): Promise<unknown> => {
    const outcome = await launch(plan, more);
    return 'refused' in outcome ? outcome.refused : outcome;
  };

  it('what is not generated, not there, or too early, and does nothing', async () => {
    const stale = { files: ['main.tf'], command: ['tenon', 'generate'] };
    expect(await refusal({ ...three, stale })).toEqual({ refusal: 'stale', stale });
    expect(await refusal(three, { only: 9 })).toEqual({ refusal: 'no such step', number: 9, steps: 3 });
    expect(await refusal(three, { only: 2 })).toMatchObject({
      refusal: 'too early',
      before: [{ id: 'one' }],
    });
    const missing: Programs = new Map([
      ['terraform', { found: false, reason: 'it is not there', help: 'Install it.' }],
    ]);
    expect(await refusal(three, { programs: missing })).toMatchObject({
      refusal: 'program missing',
      step: { id: 'one' },
    });
    expect(await launch(three, { events: { confirmRun: async () => false } })).toEqual({ declined: true });
    expect(existsSync(join(project, 'calls.txt'))).toBe(false);
    expect(readJournal(project)).toEqual([]);
  });

  it('a result that is used up: a failed apply needs a new plan', async () => {
    const plan = makePlan([
      makeStep('plan', 1, tool('say', 'plan')),
      makeStep('apply', 2, { ...tool('fail-unless', 'mended'), dependsOn: ['plan'], usesUp: ['plan'] }),
    ]);
    const failed = await run(plan);
    expect(failed.next?.id).toBe('plan');
    await writeFile(join(project, 'mended'), '');
    expect(await refusal(plan, { only: 2 })).toMatchObject({
      refusal: 'too early',
      before: [{ id: 'plan' }],
    });
    expect((await run(plan)).results.map(({ step }) => step.id)).toEqual(['plan', 'apply']);
  });

  it('a second launch while one is going on, and says who holds it', async () => {
    const controller = new AbortController();
    let second: unknown;
    const events: RunEvents = {
      onOutput(chunk) {
        if (!String(chunk).includes('ready')) return;
        void refusal(three).then((outcome) => {
          second = outcome;
          controller.abort();
        });
      },
    };
    await run(makePlan([makeStep('one', 1, tool('wait'))]), { signal: controller.signal, events });
    expect(second).toMatchObject({
      refusal: 'locked',
      heldBy: { pid: process.pid, deployment: 'shop.prod_all' },
    });
    expect((second as { heldBy: { child?: number } }).heldBy.child).toBeGreaterThan(0);
  });
});
