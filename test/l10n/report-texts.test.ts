import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeReport } from '../../bench/report/report.ts';
import { sampleResult } from '../../bench/report/testing/sample-result.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Names of figures are the same in every language. */
const SAME = /^p\d+(?: \[95 %\])?$|^SHA-256$/u;

it('translates everything that the page of a report says', () => {
  const list = read('client/features/benchmark-report/report-texts.ts');
  const known = new Set([...list.matchAll(/^ {2}(?:'(?<quoted>.+)'|(?<word>\w+)):\s+vscode/gmu)].map(({ groups }) => groups!['quoted'] ?? groups!['word']!)); // prettier-ignore
  const input = { subject: 'net', objectives: [], skipped: 0, isStale: true };
  const reports = [
    makeReport({ ...input, results: [{ version: 1, measuredAt: '2026-01-01', cases: [] }] })!,
    makeReport({ ...input, results: [sampleResult({ batches: [1, 8] })] })!,
  ];
  const page = readdirSync(join(root, 'webview/benchmark-report'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(`webview/benchmark-report/${path}`))
    .join('\n');
  const said = [
    ...reports.flatMap(({ sections, facts, remarks }) => [
      ...Object.values(sections).flatMap(({ title, missing, table }) => [title, missing, ...table.columns]),
      ...facts.map(([name]) => name),
      ...remarks,
    ]),
    ...[...page.matchAll(/(?<![\w.])(?:this\.#)?t\('(?<text>[^']+)'\)/gu)].map(
      ({ groups }) => groups!['text']!,
    ),
    ...[...page.matchAll(/^const EMPTY = '(?<text>.+)'/gmu)].map(({ groups }) => groups!['text']!),
  ];
  expect(said.length).toBeGreaterThan(60);
  expect([...new Set(said)].filter((text) => !known.has(text) && !SAME.test(text))).toEqual([]);
});
