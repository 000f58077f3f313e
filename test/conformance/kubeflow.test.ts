import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkCompiled, compile, verify, type Finding } from '../../targets/kubeflow/acceptance.ts';
import type { Variation } from '../../targets/kubeflow/testing/flights-system.ts';
import { generate, textsOf } from '../../targets/kubeflow/testing/generate.ts';
import { run } from '../../tools/setup/kit/run-process.ts';
import { toolEnvironment } from '../../tools/setup/python/tool-environment.ts';
import { describeWithTool } from '../../tools/setup/testing/describe-with-tool.ts';
import { tool } from '../../tools/setup/tools/kubeflow.ts';
import { runLocally } from './kubeflow/local-run.ts';

const example = join(import.meta.dirname, '../../examples/flights');
const script = (name: string): string => join(import.meta.dirname, 'kubeflow', name);

await describeWithTool('kubeflow', tool, ({ python }) => {
  let folder: string;
  let good: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenon-conformance-'));
    good = await generated('good', {});
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function generated(name: string, variation: Variation): Promise<string> {
    const result = generate(variation);
    expect(result.diagnostics.filter((diagnostic) => diagnostic.severity === 'error')).toEqual([]);
    const root = join(folder, name, 'kubeflow');
    for (const [path, text] of textsOf(result)) await put(join(root, path), text);
    for (const file of result.files) if ('copyOf' in file) await put(join(root, file.path), await readFile(join(example, file.copyOf)));
    return root;
  }
  const put = async (path: string, content: string | Buffer): Promise<void> => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  };
  const ask = async (args: readonly string[]): Promise<unknown> => {
    const result = await run(python, ['-B', ...args], { cwd: folder, env: toolEnvironment() });
    expect(result.stderr + result.stdout, result.stderr).not.toContain('Traceback');
    return JSON.parse(result.stdout.trim().split('\n').at(-1) ?? '');
  };
  async function workFolder(name: string): Promise<{ work: string; data: string; uri: string }> {
    const work = join(folder, `${name} work`);
    const data = join(work, 'project');
    await mkdir(data, { recursive: true });
    await cp(join(example, 'data'), join(data, 'data'), { recursive: true });
    return { work, data, uri: `sqlite:///${join(work, 'mlflow.db')}` };
  }

  it('is compiled by the SDK, and what the SDK does not look at is right too', async () => {
    expect(await verify(good, { python })).toEqual([]);
  });

  it('trains, passes its gate, registers a model, and computes the features of the reference', async () => {
    const { work, data, uri } = await workFolder('good');
    const ran = await runLocally(python, join(good, 'nightly'), data, work, uri);
    expect(ran.code, ran.log.slice(-4000)).toBe(0);
    expect(ran.log).toContain('ok: require auc >= 0.6');
    expect(ran.alerts).toEqual([]);
    expect(await ask([script('registry_state.py'), uri, 'late_net_model'])).toEqual({ versions: ['1'], aliases: { production: '1' } });
    expect(await readFile(join(data, 'out/held_out.csv'), 'utf8')).toContain('flight_id');

    const settings = JSON.parse(await readFile(join(good, 'nightly/src/settings/net.json'), 'utf8')) as { features: string[] };
    await writeFile(join(work, 'names.json'), JSON.stringify(Object.fromEntries(settings.features.map((name) => [name, name]))));
    const joined = join(await ran.outputOf('join-examples'), 'joined');
    const compared = (await ask([script('compare_features.py'), example, joined, join(work, 'names.json')])) as { rows: number; differing: object; nulls: Record<string, number> };
    expect(compared.rows).toBeGreaterThan(10_000);
    expect(compared.differing).toEqual({});
    // Comparing only proves something where there are values, and where some are missing.
    expect(compared.nulls['seats']).toBeGreaterThan(0);
    expect(compared.nulls['delay_avg_7d']).toBeLessThan(compared.rows / 10);
  });

  it('isolates poisoned rows, fails at the gate, rolls back and alerts', async () => {
    const output = await generated('gate', { data: 'data/poisoned/flights.parquet', auc: 0.999, gated: false });
    const { work, data, uri } = await workFolder('gate');
    const ran = await runLocally(python, join(output, 'nightly'), data, work, uri);
    expect(ran.code).not.toBe(0);
    expect(ran.log).toContain('broken: require auc >= 0.999');
    expect(ran.log).toMatch(/isolated [1-9][0-9]* rows/);
    expect(await readdir(join(data, 'out/quarantine'))).toHaveLength(1);
    expect(ran.tasks).not.toContain('register-release');
    // The pipeline retries each step once.
    expect(ran.log.match(/broken: require auc/g)).toHaveLength(2);
    expect(ran.alerts).toHaveLength(1);
    expect(ran.alerts[0]).toMatchObject({ pipeline: 'air-delays-nightly', state: 'FAILED', done: ['late_net_model@production is not set; there is nothing to roll back'] });
  });

  it('fails at the validation when nothing says where bad rows go', async () => {
    const output = await generated('strict', { data: 'data/poisoned/flights.parquet', isolate: false });
    const { work, data, uri } = await workFolder('strict');
    const ran = await runLocally(python, join(output, 'nightly'), data, work, uri);
    expect(ran.code).not.toBe(0);
    expect(ran.log).toMatch(/ExpectationsBroken: .*rows break: flight_id is not null/);
    expect(ran.tasks).not.toContain('join-examples');
    expect(ran.alerts[0]).toMatchObject({ state: 'FAILED' });
  });

  it('gives the alias back to the version before, and only for its own run', async () => {
    const uri = `sqlite:///${join(folder, 'roll-back.db')}`;
    const inUse = await ask([script('roll_back.py'), join(good, 'nightly/src'), join(example, 'models/late_net.onnx'), uri]);
    expect(inUse).toEqual(['1', '2', '2', '2', '1', null]);
  });

  const mutants: [what: string, file: string, from: string | RegExp, to: string, by: Finding['by'], message: RegExp][] = [
    ['a memory that Kubernetes does not know', 'pipeline.py', 'set_memory_limit("4Gi")', 'set_memory_limit("4GB")', 'kfp', /memory/i],
    ['an input that the component does not have', 'pipeline.py', 'evaluation=sets', 'held_out=sets', 'kfp', /held_out/],
    ['two exit handlers in one another', 'pipeline.py', '    with dsl.ExitHandler(failure):', '    with dsl.ExitHandler(failure), dsl.ExitHandler(failure):', 'kfp', /./],
    ['a syntax error', 'pipeline.py', 'def read_rows(', 'def read_rows((', 'python', /./],
    ['negative retries', 'pipeline.py', 'num_retries=1', 'num_retries=-5', 'tenon', /retried -5 times/],
    ['steps that wait for each other', 'pipeline.py', '        examples = join_examples(', '        rows.after(flown)\n        examples = join_examples(', 'tenon', /tasks wait for each other: .*read-rows/],
    ['SQL that does not parse', 'src/sql/examples.sql', 'FROM examples', 'FORM examples', 'duckdb', /syntax error/i],
    ['a schedule with a word that the API does not know', 'recurring-run.yaml', 'max_concurrency', 'maximum_concurrency', 'kfp_server_api', /maximum_concurrency/],
  ]; // prettier-ignore
  it.for(mutants)('refuses %s', async ([, file, from, to, by, message]) => {
    const mutant = await mkdtemp(join(folder, 'mutant-'));
    await cp(good, mutant, { recursive: true });
    const path = join(mutant, 'nightly', file);
    const text = await readFile(path, 'utf8');
    expect(text.replace(from, to)).not.toBe(text);
    await writeFile(path, text.replace(from, to));
    const findings = await verify(mutant, { python });
    expect(findings).toContainEqual(expect.objectContaining({ file: `nightly/${file}`, by, message: expect.stringMatching(message) }));
    expect(findings[0]!.line).toBeGreaterThan(1);
  });

  it.for([
    ['another schema version', 'schemaVersion: 2.1.0', 'schemaVersion: 9.9.9', /schemaVersion is "9.9.9"/],
    ['a name that the server refuses', 'name: air-delays-nightly', 'name: Bad Name!', /"Bad Name!"/],
    ['a component that is not there', 'name: comp-filter-flown', 'name: comp-gone', /comp-gone/],
  ] as const)('finds %s in the compiled pipeline, which the SDK runs', async ([, from, to, message]) => {
    const compiled = await compile(good, 'nightly', { python });
    if ('finding' in compiled) throw new Error(compiled.finding.message);
    expect(compiled.ir).toContain(from);
    const findings = await checkCompiled(good, 'nightly', compiled.ir.replaceAll(from, to));
    expect(findings).toContainEqual(expect.objectContaining({ by: 'tenon', message: expect.stringMatching(message) }));
  });
});
