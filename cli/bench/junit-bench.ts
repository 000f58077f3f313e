import { caseName } from '../../bench/index.ts';
import { xmlAttribute, xmlContent } from '../report/xml-text.ts';
import { agreementLines, comparisonSentence, figure } from './figures.ts';
import { seemsSlower } from './exit-code.ts';
import { casesOf, outputChecks, type Measured } from './measured.ts';

/** A test of the report: it passes unless it says why not. */
interface Test {
  readonly name: string;
  /** Seconds of the middle run, which reports draw over time. */
  readonly time?: number;
  /** Neither passed nor failed: the figures do not decide it. */
  readonly skipped?: string;
  readonly failure?: { readonly type: string; readonly message: string };
  /** The measurement itself broke. */
  readonly error?: { readonly type: string; readonly message: string };
}

/** JUnit XML: a suite for each model and provider; a test for each measurement, promise, comparison and output check. */
export function junitBench(all: readonly Measured[]): string {
  const suites = all.map((measured) => {
    const tests = testsOf(measured);
    return { name: `${measured.subject.name} on ${measured.provider}`, tests };
  });
  const totals = counts(suites.flatMap(({ tests }) => tests));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tenon bench" ${totals}>`,
    ...suites.flatMap(({ name, tests }) => [
      `  <testsuite name="${xmlAttribute(name)}" ${counts(tests)}>`,
      ...tests.map((test) => testCase(name, test)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function testsOf(measured: Measured): readonly Test[] {
  const { problem, verdicts, comparison } = measured;
  return [
    ...casesOf(measured).map((each): Test => {
      const { p50 } = each.latency;
      return {
        name: `${caseName(each)}: p50 ${figure(p50)}`,
        ...('value' in p50 ? { time: p50.value } : {}),
      };
    }),
    ...verdicts.map(({ service, objective, measured: name, verdict, reason }): Test => {
      const test = { name: `${service}: ${objective} (${name})` };
      if (verdict === 'broken') return { ...test, failure: { type: 'objective', message: reason } };
      return verdict === 'kept' ? test : { ...test, skipped: reason };
    }),
    ...(comparison === undefined ? [] : [comparisonTest(comparison)]),
    ...outputChecks(measured).map((check): Test => {
      const message = agreementLines(check).join(' ');
      const failure = check.agreement.agrees ? {} : { failure: { type: 'outputs', message } };
      return { name: check.name, ...failure };
    }),
    ...(seemsSlower(measured)
      ? [
          {
            name: 'baseline',
            skipped: 'Slower than the baseline, but not measured in turns: --compare decides.',
          },
        ]
      : []),
    ...(problem === undefined
      ? []
      : [
          {
            name: 'measurement',
            error: { type: problem.code, message: `${problem.message} ${problem.hint}` },
          },
        ]),
  ];
}

function comparisonTest(comparison: NonNullable<Measured['comparison']>): Test {
  const name = `as fast as ${comparison.base.label}`;
  const sentence = comparisonSentence(comparison);
  if (comparison.change === 'slower') return { name, failure: { type: 'slower', message: sentence } };
  return comparison.change === 'undecided' ? { name, skipped: sentence } : { name };
}

function counts(tests: readonly Test[]): string {
  const of = (kind: 'failure' | 'error' | 'skipped'): number =>
    tests.filter((test) => test[kind] !== undefined).length;
  return `tests="${tests.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
}

function testCase(suite: string, { name, time, skipped, failure, error }: Test): string {
  const seconds = time === undefined ? '' : ` time="${Number(time.toPrecision(6))}"`;
  const open = `    <testcase classname="${xmlAttribute(suite)}" name="${xmlAttribute(name)}"${seconds}`;
  const inner = [
    ...(skipped === undefined ? [] : [`<skipped message="${xmlAttribute(skipped)}"/>`]),
    ...(failure === undefined ? [] : [element('failure', failure)]),
    ...(error === undefined ? [] : [element('error', error)]),
  ];
  return inner.length === 0 ? `${open}/>` : `${open}>${inner.join('')}</testcase>`;
}

const element = (
  tag: string,
  { type, message }: { readonly type: string; readonly message: string },
): string =>
  `<${tag} type="${xmlAttribute(type)}" message="${xmlAttribute(message)}">${xmlContent(message)}</${tag}>`;
