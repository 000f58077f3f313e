import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeLens, Diagnostic, Hover, MarkupContent } from 'vscode-languageserver-protocol';
import {
  sampleComparison,
  sampleLine,
  type SampleOptions,
} from '../../bench/report/testing/sample-result.ts';
import {
  BENCHMARK_REPORT,
  MEASUREMENTS_CHANGED,
  OBJECTIVE_VERDICTS,
  type BenchmarkReportData,
  type ObjectiveVerdict,
} from '../../protocol/index.ts';
import { LspClient, placeOf } from './lsp-client.ts';

const TEXT = `package shop

entity card { key: card_id }
source swipes { schema { card_id : string key, at : timestamp } event_time: at }
features activity of card from swipes { n_7d = count() over 7d }
model net {
  artifact: onnx("models/net.onnx")
  input x : float32[batch, 1] from activity
  output y : float32[batch, 1]
}
service api {
  serves net on triton
  objective { latency.p99 < 20ms, latency.p50 < 1ms, availability >= 99.9% }
}
`;
const HISTORY = '.tenon/bench/history.jsonl';

/** A file that no reader takes for a model; what counts here are its bytes. */
const fixture = join(import.meta.dirname, '../../bench/fixtures/mlp.onnx');

const here = { cpu: cpus()[0]!.model.trim(), arch: process.arch, memory: totalmem() };

describe('measurements', () => {
  let client: LspClient;
  let current: SampleOptions;
  beforeEach(async () => {
    client = await LspClient.start({ 'tenon.json': '{ "language": 1 }\n', 'shop.tenon': TEXT });
    const model = join(client.folder, 'models/net.onnx');
    await mkdir(dirname(model));
    await copyFile(fixture, model);
    const bytes = await readFile(model);
    current = { ...here, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    await client.open('shop.tenon', TEXT);
    await client.watched('models/net.onnx', 1);
  });
  afterEach(() => client.stop());

  const keep = async (...lines: readonly string[]): Promise<void> => {
    const path = join(client.folder, HISTORY);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, lines.map((line) => `${line}\n`).join(''));
    await client.watched(HISTORY, 2);
  };
  const lenses = async (): Promise<(string | undefined)[]> => {
    const textDocument = { uri: client.uri('shop.tenon') };
    const all = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
    return all.map(({ command }) => `${command!.title} -> ${command!.command}`);
  };
  const verdicts = (): Promise<readonly ObjectiveVerdict[]> =>
    client.request(OBJECTIVE_VERDICTS.method, { uri: client.uri('shop.tenon') });
  const hover = async (piece: string): Promise<string> => {
    const place = client.at('shop.tenon', placeOf(TEXT, piece, piece.length - 1));
    const found = await client.request<Hover | null>('textDocument/hover', place);
    return (found?.contents as MarkupContent | undefined)?.value ?? '';
  };
  const measured = (all: readonly Diagnostic[]): Diagnostic[] =>
    all.filter(({ code }) => String(code).startsWith('TN230'));
  const untilMeasured = (isWanted: (all: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> =>
    client.until('shop.tenon', (all) => isWanted(measured(all))).then(measured);

  it('stand over their model: figures, provider, machine and age', async () => {
    expect(await lenses()).toEqual(['$(play) Benchmark -> tenon.benchmark']);
    const measuredAt = new Date(Date.now() - 50 * 3_600_000).toISOString();
    await keep(sampleLine('shop.net', { ...current, cpu: 'Some(R) Chip(TM) CPU @ 3.00GHz', measuredAt }));
    expect(await lenses()).toEqual([
      '$(play) Benchmark -> tenon.benchmark',
      'p50 1.21 ms · p99 1.94 ms · 787/s · CPU · Some Chip · 2 days ago -> tenon.showBenchmarkReport',
    ]);
  });

  it('are stale when the file has other bytes', async () => {
    await keep(sampleLine('shop.net', current));
    await untilMeasured((all) => all.length > 0);
    await writeFile(join(client.folder, 'models/net.onnx'), 'other bytes');
    await client.watched('models/net.onnx', 2);
    expect(await untilMeasured((all) => all.length === 0)).toEqual([]);
    expect((await lenses())[1]).toMatch(/^\$\(warning\) Stale, the file has changed · p50/u);
    const all = await verdicts();
    expect(all.map(({ verdict }) => verdict)).toEqual(['undecided', 'undecided', 'unmeasured']);
    expect(all[0]).toMatchObject({ isStale: true, reason: expect.stringContaining('measure it again') });
    expect(await hover('model net')).toContain('has changed since');
  });

  it('decide objectives, or say why they do not', async () => {
    const before = await verdicts();
    expect(before.map(({ verdict }) => verdict)).toEqual(['unmeasured', 'unmeasured', 'unmeasured']);
    expect(before[0]!.reason).toBe('shop.net was not measured yet.');
    await keep(sampleLine('shop.net', current));
    const [kept, broken, other] = await verdicts();
    expect(kept).toMatchObject({ verdict: 'kept', figure: '1.94 ms', model: 'shop.net', isStale: false });
    expect(kept!.range.start).toEqual(placeOf(TEXT, 'latency.p99', 0));
    expect(broken).toMatchObject({ verdict: 'broken', figure: '1.21 ms' });
    expect(other!.reason).toBe('A benchmark of a model alone does not measure availability.');
  });

  it('count the batches that the service puts together, and no others', async () => {
    await keep(sampleLine('shop.net', { ...current, batches: [1, 64] }));
    expect((await verdicts())[0]).toMatchObject({ verdict: 'kept' });
    const batching = TEXT.replace('on triton', 'on triton { batch 1..64 within 2ms }');
    await client.change('shop.tenon', 2, batching);
    const [broken] = await verdicts();
    expect(broken).toMatchObject({ verdict: 'broken', figure: '50.7 ms' });
    expect(broken!.reason).toMatch(/, batch 64\.$/u);
  });

  it('become findings at the objective that they break, and at the model that is noisy', async () => {
    await keep(sampleLine('shop.net', { ...current, noise: 'C' }));
    const all = await untilMeasured((found) => found.length === 2);
    expect(all.map(({ code, severity }) => [code, severity])).toEqual([
      ['TN2303', 3],
      ['TN2301', 2],
    ]);
    expect(all[1]!.range.start).toEqual(placeOf(TEXT, 'latency.p50', 0));
    expect(all[1]!.message).toContain('latency.p50 is 1.21 ms');
    expect(all[1]!.data).toBeUndefined();
    // Taken back with the results.
    await rm(join(client.folder, '.tenon'), { recursive: true });
    await client.watched(HISTORY, 3);
    await untilMeasured((found) => found.length === 0);
  });

  it('have the severities of the project file, like rules', async () => {
    await keep(sampleLine('shop.net', { ...current, noise: 'C' }));
    await untilMeasured((found) => found.length === 2);
    const settings = '{ "language": 1, "rules": { "TN2301": "error", "TN2303": "off", "TN2309": "off" } }\n';
    await writeFile(join(client.folder, 'tenon.json'), settings);
    await client.watched('tenon.json', 2);
    const all = await untilMeasured((found) => found.length === 1 && found[0]!.severity === 1);
    expect(all.map(({ code }) => code)).toEqual(['TN2301']);
    const ofSettings = await client.until('tenon.json', (found) => found.length > 0);
    expect(ofSettings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^There is no rule TN2309\./u),
    ]);
  });

  it('tell of a provider that ran no node', async () => {
    const placement = {
      nodes: [{ provider: 'CPUExecutionProvider', nodes: 7, seconds: 1e-3 }],
      operators: [],
    };
    await keep(sampleLine('shop.net', { ...current, provider: 'cuda', p50: 1e-4, more: { placement } }));
    const [finding] = await untilMeasured((found) => found.length > 0);
    expect(finding).toMatchObject({ code: 'TN2302', severity: 1 });
    expect(finding!.message).toMatch(/^The model was to run on CUDA, and no node did: CPU \(7\)\.\n/u);
  });

  it('of another machine are shown, and prove nothing here', async () => {
    await keep(sampleLine('shop.net', { ...current, cpu: 'Another Chip', noise: 'C' }));
    expect((await verdicts())[1]).toMatchObject({ verdict: 'broken' });
    expect((await verdicts())[1]!.reason).toContain('Measured on Another Chip.');
    // The next finding comes from this machine alone.
    await keep(sampleLine('shop.net', { ...current, measuredAt: '2026-05-05T10:00:00.000Z' }));
    const all = await untilMeasured((found) => found.length > 0);
    expect(all.map(({ code }) => code)).toEqual(['TN2301']);
  });

  it('are told with their intervals and their history on hover', async () => {
    const days = ['03', '04', '05'].map((day, index) =>
      sampleLine('shop.net', {
        ...current,
        measuredAt: `2026-05-${day}T10:00:00.000Z`,
        p50: 1e-3 * (index + 1),
      }),
    );
    await keep(...days);
    const text = await hover('model net');
    expect(text).toContain('**Measured 2026-05-05** on CPU');
    expect(text).toContain('| batch 1 | 3 ms \\[2.94, 3.09\\] |');
    expect(text).toContain('`▁▅█` 1 ms to 3 ms');
    expect(await hover('service api')).toContain('✗ broken: `latency.p50 < 1ms`.');
  });

  it('survive lines that nobody understands', async () => {
    await keep(
      '{"subject": "shop.net", "resu',
      sampleLine('shop.net', current),
      '{"version": 9}',
      'null',
      '[]',
    );
    const report = await client.request<BenchmarkReportData>(BENCHMARK_REPORT.method, {
      uri: client.uri('').replace(/\/$/u, ''),
    });
    expect(report).toMatchObject({ subject: 'shop.net', subjects: ['shop.net'], skipped: 4, isStale: false });
    expect(report.results).toHaveLength(1);
    expect(report.objectives.map(({ text, limit }) => [text, limit])).toEqual([
      ['latency.p99 < 20ms', 0.02], ['latency.p50 < 1ms', 0.001], ['availability >= 99.9%', expect.closeTo(0.999)],
    ]); // prettier-ignore
  });

  it('are told of when they come, each time', async () => {
    let told = 0;
    let heard: () => void = () => undefined;
    client.connection.onNotification(MEASUREMENTS_CHANGED.method, () => {
      told++;
      heard();
    });
    const untilTold = (times: number): Promise<void> =>
      new Promise((resolve) => {
        heard = () => {
          if (told >= times) resolve();
        };
        heard();
      });
    await keep(sampleLine('shop.net', current));
    await untilTold(1);
    const before = told;
    await keep(
      sampleLine('shop.net', current),
      sampleLine('shop.net', { ...current, measuredAt: '2026-05-06T10:00:00.000Z' }),
    );
    await untilTold(before + 1);
    const comparison = JSON.stringify({ subject: 'shop.net', comparison: sampleComparison() });
    const then = told;
    await keep(sampleLine('shop.net', current), comparison);
    await untilTold(then + 1);
  });

  it('tell comparisons in turns in the report, also of a model that has no figures', async () => {
    const line = JSON.stringify({ subject: 'shop.net', comparison: sampleComparison() });
    await keep(line);
    const uri = client.uri('').replace(/\/$/u, '');
    const report = await client.request<BenchmarkReportData>(BENCHMARK_REPORT.method, { uri });
    expect(report).toMatchObject({ subject: 'shop.net', subjects: ['shop.net'], results: [], skipped: 0 });
    expect(report.comparisons).toMatchObject([{ change: 'faster', base: { label: 'net.onnx at main' } }]);
    expect(await lenses()).toEqual(['$(play) Benchmark -> tenon.benchmark']);
    await keep(line, sampleLine('shop.other', current));
    const other = await client.request<BenchmarkReportData>(BENCHMARK_REPORT.method, { uri });
    expect(other).toMatchObject({ subject: 'shop.other', comparisons: [] });
  });

  it('make no report where there is no project', async () => {
    expect(await client.request(BENCHMARK_REPORT.method, { uri: 'file:///nowhere' })).toBeNull();
  });
});

describe('the setting', () => {
  it('turns the findings off', async () => {
    const client = await LspClient.start(
      { 'tenon.json': '{ "language": 1 }\n', 'shop.tenon': TEXT },
      { workspace: { configuration: true } },
    );
    client.connection.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) =>
      items.map(({ section }) => (section === 'tenon.benchmark.findings' ? wanted : null)),
    );
    let wanted = false;
    const model = join(client.folder, 'models/net.onnx');
    await mkdir(dirname(model));
    await copyFile(fixture, model);
    const bytes = await readFile(model);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await mkdir(join(client.folder, '.tenon/bench'), { recursive: true });
    await writeFile(
      join(client.folder, HISTORY),
      `${sampleLine('shop.net', { ...here, bytes: bytes.length, sha256 })}\n`,
    );
    await client.open('shop.tenon', TEXT);
    const isMeasured = ({ code }: Diagnostic): boolean => code === 'TN2301';
    await client.request('tenon/check', { uri: client.uri('').replace(/\/$/u, '') });
    expect(client.diagnostics('shop.tenon').some(isMeasured)).toBe(false);
    wanted = true;
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.until('shop.tenon', (all) => all.some(isMeasured));
    await client.stop();
  });
});
