import { describe, expect, it } from 'vitest';
import { csvReport } from './csv-report.ts';
import { markdownReport } from './markdown-report.ts';
import { makeReport, type BenchmarkReport, type ReportInput } from './report.ts';
import type { ObjectiveRow } from './sections/objectives.ts';
import { sampleComparison, sampleResult, type SampleOptions } from './testing/sample-result.ts';

const OBJECTIVE: ObjectiveRow = {
  service: 'shop.api',
  text: 'latency.p99 < 20ms',
  measure: 'latency.p99',
  comparison: '<',
  limit: 0.02,
  verdict: 'kept',
  reason: 'latency.p99 is 1.94 ms, promised < 20 ms.',
};

const input = (...results: readonly unknown[]): ReportInput => ({
  subject: 'shop.net',
  results,
  objectives: [OBJECTIVE],
  skipped: 0,
  isStale: false,
});

const reportOf = (...results: readonly SampleOptions[]): BenchmarkReport =>
  makeReport(input(...results.map(sampleResult)))!;

const PLACED = {
  placement: {
    nodes: [
      { provider: 'CPUExecutionProvider', nodes: 3, seconds: 1e-3 },
      { provider: 'CUDAExecutionProvider', nodes: 9, seconds: 2e-3 },
    ],
    operators: Array.from({ length: 20 }, (_, index) => ({
      operator: `Op${index}`,
      provider: 'CUDAExecutionProvider',
      seconds: (20 - index) * 1e-4,
      count: 1,
    })),
  },
};

describe('a report', () => {
  it('is none without results that can be read', () => {
    expect(makeReport(input())).toBeUndefined();
    expect(
      makeReport(input(null, 3, 'x', {}, { version: 2 }, { version: 1, cases: 'none' })),
    ).toBeUndefined();
  });

  it('says of an old result what it does not have, in each section', () => {
    const { sections } = makeReport(
      input({ version: 1, measuredAt: '2026-05-04T10:00:00.000Z', cases: [{ batch: 1 }] }),
    )!;
    const missing = Object.entries(sections).filter(([, { rows }]) => rows.length === 0);
    expect(missing.map(([id]) => id)).toEqual([
      'distribution', 'percentiles', 'throughput', 'placement', 'operators', 'memory', 'cold', 'history', 'comparison', 'paired',
    ]); // prettier-ignore
    for (const [, section] of missing) {
      expect(section.missing).toMatch(/^[A-Z].*\.$/u);
      expect(section.summary).toBe(section.missing);
    }
    expect(sections.cases.table.rows[0]).toEqual([
      'batch 1',
      'n/a',
      'n/a',
      'n/a',
      'n/a',
      'n/a',
      'n/a',
      'n/a',
    ]);
  });

  it('tells figures that too few runs were made for', () => {
    const [measured] = sampleResult().cases;
    const latency = { ...measured!.latency, p99: { samples: 210, needed: 662 } };
    const report = makeReport(input({ ...sampleResult(), cases: [{ ...measured, latency }] }))!;
    expect(report.sections.cases.table.rows[0]![3]).toBe('n/a (n=210, need 662)');
    expect(report.sections.percentiles.rows.map(({ name }) => name)).toEqual(['p50', 'p90', 'p95']);
  });

  it('draws throughput against latency only for several cases', () => {
    expect(reportOf({}).sections.throughput.rows).toEqual([]);
    const { rows } = reportOf({ batches: [8, 1] }).sections.throughput;
    expect(rows.map(({ batch, measure }) => [batch, measure])).toEqual([[1, 'p99'], [8, 'p99']]); // prettier-ignore
  });

  it('shares out nodes and time, and sums up what is small', () => {
    const { placement, operators } = reportOf({ provider: 'cuda', more: PLACED }).sections;
    expect(placement.table.rows).toEqual([
      ['CPU', '3', '25.0 %', '1 ms'],
      ['CUDA', '9', '75.0 %', '2 ms'],
    ]);
    expect(operators.rows).toHaveLength(16);
    expect(operators.rows.at(-1)).toMatchObject({ operator: '5 others', count: 5 });
    expect(operators.rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  it('draws a history of one machine, and marks results of other files', () => {
    const days = ['03', '04', '05'].map((day) => ({ measuredAt: `2026-05-${day}T10:00:00.000Z` }));
    const { rows } = reportOf(
      { ...days[0]!, provider: 'cuda' },
      { ...days[1]!, sha256: 'c'.repeat(64) },
      days[2]!,
    ).sections.history;
    expect(rows.map(({ at, isSameFile }) => [at.slice(8, 10), isSameFile])).toEqual([['04', false], ['05', true]]); // prettier-ignore
  });

  it('tells a difference only where the intervals are apart', () => {
    const verdict = (before: number, now: number): string =>
      reportOf({ p50: before }, { p50: now }).sections.comparison.rows[0]!.verdict;
    expect(verdict(1e-3, 2e-3)).toBe('slower');
    expect(verdict(2e-3, 1e-3)).toBe('faster');
    expect(verdict(1e-3, 1.04e-3)).toBe('no difference that these figures tell');
    expect(reportOf({ provider: 'cuda' }, {}).sections.comparison.rows).toEqual([]);
  });

  it('tells comparisons in turns, newest first, and whether they found a difference', () => {
    const agreement = { ...sampleComparison().agreement, agrees: false };
    const comparisons = [
      sampleComparison(),
      sampleComparison({
        measuredAt: '2026-05-05T11:00:00.000Z',
        ratio: { value: 1.004, low: 0.99, high: 1.02 },
        change: 'same',
        agreement,
      }),
      sampleComparison({
        measuredAt: '2026-05-06T11:00:00.000Z',
        ratio: { value: 1.1, low: 0.8, high: null },
        change: 'undecided',
      }),
      { version: 7 },
    ];
    const { paired } = makeReport({ ...input(sampleResult()), comparisons })!.sections;
    expect(paired.table.rows).toEqual([
      ['2026-05-06 11:00', 'net.onnx at main', '1', 'CPU', '1.3 ms', '1.17 ms', '+10.0 % [-20.0 %, open]', 'not decided', 'agree'],
      ['2026-05-05 11:00', 'net.onnx at main', '1', 'CPU', '1.3 ms', '1.17 ms', '+0.4 % [-1.0 %, +2.0 %]', 'no difference that matters, with other outputs', 'differ'],
      ['2026-05-04 11:00', 'net.onnx at main', '1', 'CPU', '1.3 ms', '1.17 ms', '-10.0 % [-12.0 %, -7.0 %]', 'faster, significant', 'agree'],
    ]); // prettier-ignore
    expect(new Set(paired.rows.map((row) => row.case)).size).toBe(3);
    expect(paired.summary).toContain('Against net.onnx at main: faster, significant');
  });

  it('of a model that was only compared says what is known', () => {
    const report = makeReport({ ...input(), comparisons: [sampleComparison()] })!;
    expect(report.facts).toContainEqual(['Measured', '2026-05-04 11:00 UTC']);
    expect(report.facts).toContainEqual(['Model', 'net.onnx']);
    expect(report.sections.paired.rows).toHaveLength(1);
    expect(report.sections.cases.rows).toEqual([]);
  });

  it('tells remarks, stale files and lines that nobody understands', () => {
    const remarks = [{ code: 'machine/battery', message: 'The machine runs on its battery.' }, 7];
    const report = makeReport({ ...input({ ...sampleResult(), remarks }), isStale: true, skipped: 2 })!;
    expect(report.remarks).toEqual([
      'The file has changed since it was measured: measure it again.',
      'The machine runs on its battery.',
      'Lines of the history that could not be understood: 2. They are left as they are.',
    ]);
  });

  it('names a GPU where one was measured', () => {
    const machine = { ...sampleResult().machine, provider: 'cuda', gpu: { name: 'NVIDIA L4' } };
    const { facts } = makeReport(input({ ...sampleResult(), machine }))!;
    expect(facts).toContainEqual(['Machine', 'NVIDIA L4, Some(R) Chip(TM) CPU @ 3.00GHz, Linux 6']);
    expect(facts).toContainEqual(['Provider', 'CUDA']);
  });
});

describe('exports', () => {
  it('write Markdown that names from files can not break', () => {
    const text = markdownReport(makeReport({ ...input(sampleResult()), subject: 'a|b [x](y) <script>' })!);
    expect(text).toContain('# Benchmark of a\\|b \\[x\\](y) \\<script\\>');
    expect(text).toContain('| latency.p99 \\< 20ms | kept | shop.api |');
    expect(text).not.toContain('## Provider placement');
    expect(text).toContain('## Percentiles');
  });

  it('write comparisons in turns', () => {
    const comparisons = [sampleComparison(), null, { version: 1, ratio: { value: 'x' } }];
    const text = markdownReport(makeReport({ ...input(sampleResult()), comparisons })!);
    expect(text).toContain('## Comparisons in turns');
    expect(text).toContain('| -10.0 % \\[-12.0 %, -7.0 %\\] | faster, significant | agree |');
    const lines = csvReport('shop.net', [], comparisons).trimEnd().split('\r\n').slice(1);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /,"batch 1, against net\.onnx at main",paired,1,paired\.ratio\.faster,1,0\.9,0\.88,0\.93$/u,
    );
    expect(lines[1]).toMatch(/,paired\.p50\.other,s,0\.0013,,$/u);
  });

  it('write each figure in SI units, without formulas', () => {
    const lines = csvReport('=shop,net', [sampleResult(), null]).split('\r\n');
    expect(lines[0]).toMatch(/^subject,measured_at,.*value,low,high$/u);
    const p50 = lines.find((line) => line.includes('latency.p50'))!;
    expect(p50).toMatch(/^"'=shop,net",/u);
    expect(p50).toMatch(/,latency\.p50,s,0\.00121,0\.0011858,0\.0012463$/u);
    expect(lines.filter((line) => line.includes('latency.p99')).length).toBe(1);
  });
});
