import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkCompiled, compile, verify, type Finding } from '../../targets/kubeflow/acceptance.ts';
import type { Variation } from '../../targets/kubeflow/testing/flights-system.ts';
import { createView } from '../../targets/kit/system-view.ts';
import type { TargetResult } from '../../targets/kit/target.ts';
import { subfolders } from '../../targets/kit/testing/case-files.ts';
import { loadCase } from '../../targets/kit/testing/load-case.ts';
import { target } from '../../targets/kubeflow/target.ts';
import { generate, textsOf } from '../../targets/kubeflow/testing/generate.ts';
import { run } from '../../tools/setup/kit/run-process.ts';
import { toolEnvironment } from '../../tools/setup/python/tool-environment.ts';
import { describeWithTool } from '../../tools/setup/testing/describe-with-tool.ts';
import { tool } from '../../tools/setup/tools/kubeflow.ts';
import { runLocally } from './kubeflow/local-run.ts';
import { acceptanceRecord } from './acceptance-record.ts';

const example = join(import.meta.dirname, '../../examples/flights');
const cases = join(import.meta.dirname, '../../targets/kubeflow/cases');
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
    return written(name, generate(variation));
  }
  async function written(name: string, result: TargetResult): Promise<string> {
    expect(result.diagnostics.filter((diagnostic) => diagnostic.severity === 'error')).toEqual([]);
    const root = join(folder, name, 'kubeflow');
    for (const [path, text] of textsOf(result)) await put(join(root, path), text);
    for (const file of result.files)
      if ('copyOf' in file) await put(join(root, file.path), await readFile(join(example, file.copyOf)));
    return root;
  }
  async function exampleOutput(): Promise<string> {
    const files = new Map<string, string>();
    for (const path of ['delays', 'platform']) {
      for (const name of await readdir(join(example, path)))
        files.set(`${path}/${name}`, await readFile(join(example, path, name), 'utf8'));
    }
    files.set('tenon.json', await readFile(join(example, 'tenon.json'), 'utf8'));
    const { system, diagnostics, facts } = await loadCase(files, example);
    expect(
      diagnostics.filter(({ severity, file }) => severity === 'error' && file.startsWith('delays')),
    ).toEqual([]);
    const deployment = system.elements.find(
      (element) => element.kind === 'deployment' && element.name === 'flights_dev',
    );
    if (deployment?.kind !== 'deployment') throw new Error('The example has no deployment flights_dev.');
    const { view } = createView(system, deployment, target.manifest);
    return written('example', target.transform(view, { deployment, files: facts }));
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

  it.for(subfolders(cases).filter((name) => existsSync(join(cases, name, 'output'))))(
    'compiles the recorded case %s',
    async (name) => {
      expect(await verify(join(cases, name, 'output'), { python })).toEqual([]);
    },
  );

  it('runs the example project: trains, passes its gate, registers a model, and computes the features of the reference', async () => {
    const project = await exampleOutput();
    expect(await verify(project, { python })).toEqual([]);
    const { work, data, uri } = await workFolder('example');
    const ran = await runLocally(python, join(project, 'nightly'), data, work, uri);
    expect(ran.code, ran.log.slice(-4000)).toBe(0);
    expect(ran.log).toContain('ok: require auc >= minimum_auc');
    expect(ran.alerts).toEqual([]);
    expect(await ask([script('registry_state.py'), uri, 'late_net'])).toEqual({
      versions: ['1'],
      aliases: { production: '1' },
    });

    const settings = JSON.parse(await readFile(join(project, 'nightly/src/settings/net.json'), 'utf8')) as {
      features: string[];
    };
    expect(settings.features).toHaveLength(13);
    const reference: Readonly<Record<string, string>> = { seats_installed: 'seats', miles: 'distance' };
    const names = Object.fromEntries(settings.features.map((name) => [reference[name] ?? name, name]));
    await writeFile(join(work, 'names.json'), JSON.stringify(names));
    const joined = join(await ran.outputOf('join-examples'), 'joined');
    const compared = (await ask([
      script('compare_features.py'),
      example,
      joined,
      join(work, 'names.json'),
    ])) as { rows: number; differing: object; nulls: Record<string, number> };
    expect(compared.rows).toBeGreaterThan(10_000);
    expect(compared.differing).toEqual({});
    // Comparing only proves something where there are values, and where some are missing.
    expect(compared.nulls['seats_installed']).toBeGreaterThan(0);
    expect(compared.nulls['delay_avg_7d']).toBeLessThan(compared.rows / 10);
  });

  it('joins views on views, the latest row before a time, and tables by their key', async () => {
    const work = join(folder, 'catalogue');
    const rows = (await ask([
      script('join_catalogue.py'),
      join(cases, 'catalogue/output/weekly/src'),
      work,
    ])) as Record<string, unknown>[];
    // Offers 1 to 4 in time; each sees only what was before it, and stock counts of at most two days.
    expect(rows).toEqual([
      {
        offer_id: '1',
        used_share: 0,
        item_heat_price_avg: null,
        shop_heat_price_avg: null,
        pieces: null,
        place: 7,
        weight: 0.5,
      },
      {
        offer_id: '2',
        used_share: 1,
        item_heat_price_avg: 10,
        shop_heat_price_avg: 10,
        pieces: 5,
        place: 7,
        weight: 0.5,
      },
      {
        offer_id: '3',
        used_share: 0.5,
        item_heat_price_avg: 15,
        shop_heat_price_avg: null,
        pieces: null,
        place: 7,
        weight: 0.5,
      },
      {
        offer_id: '4',
        used_share: 0,
        item_heat_price_avg: null,
        shop_heat_price_avg: 15,
        pieces: null,
        place: null,
        weight: 0.5,
      },
    ]);
  });

  it('isolates poisoned rows, fails at the gate, rolls back and alerts', async () => {
    const output = await generated('gate', {
      data: 'data/poisoned/flights.parquet',
      auc: 0.999,
      gated: false,
    });
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
    expect(ran.alerts[0]).toMatchObject({
      pipeline: 'air-delays-nightly',
      state: 'FAILED',
      done: ['late_net_model@production is not set; there is nothing to roll back'],
    });
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
    const inUse = await ask([
      script('roll_back.py'),
      join(good, 'nightly/src'),
      join(example, 'models/late_net.onnx'),
      uri,
    ]);
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
  const refused = acceptanceRecord('kubeflow', 'kfp 2.17.3', mutants.length);
  it.for(mutants)('refuses %s', async ([what, file, from, to, by, message]) => {
    const mutant = await mkdtemp(join(folder, 'mutant-'));
    await cp(good, mutant, { recursive: true });
    const path = join(mutant, 'nightly', file);
    const text = await readFile(path, 'utf8');
    expect(text.replace(from, to)).not.toBe(text);
    await writeFile(path, text.replace(from, to));
    const findings = await verify(mutant, { python });
    expect(findings).toContainEqual(
      expect.objectContaining({ file: `nightly/${file}`, by, message: expect.stringMatching(message) }),
    );
    expect(findings[0]!.line).toBeGreaterThan(1);
    refused({ mutant: what, by: by === 'tenon' ? "Tenon's own check" : by });
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
    expect(findings).toContainEqual(
      expect.objectContaining({ by: 'tenon', message: expect.stringMatching(message) }),
    );
  });
});
