import { machinePath } from './places.ts';
import type { Finding, Report } from './report.ts';
import { xmlAttribute as attribute, xmlContent as content } from './xml-text.ts';

/** JUnit XML: a suite for each file, a failed case for each error; warnings and notes are output of their file. */
export function junitReport(report: Report): string {
  const byFile = new Map<string, Finding[]>(report.files.map((file) => [file, []]));
  for (const finding of report.findings)
    byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
  const suites = [...byFile].map(([file, findings]) => suite(machinePath(file, report), findings));
  const failures = report.findings.filter(isError).length;
  const tests = suites.reduce((sum, { tests }) => sum + tests, 0);
  const head = `<testsuites name="tenon ${attribute(report.command)}" tests="${tests}" failures="${failures}" errors="0">`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    head,
    ...suites.map(({ xml }) => xml),
    '</testsuites>',
    '',
  ].join('\n');
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

function suite(path: string, findings: readonly Finding[]): { readonly tests: number; readonly xml: string } {
  const errors = findings.filter(isError);
  const others = findings.filter((finding) => !isError(finding));
  const cases =
    errors.length === 0
      ? [`    <testcase classname="${attribute(path)}" name="no errors"/>`]
      : errors.map((finding) => failedCase(path, finding));
  const output = others.map((finding) => `${finding.severity} ${describe(path, finding)}`).join('\n');
  const xml = [
    `  <testsuite name="${attribute(path)}" tests="${cases.length}" failures="${errors.length}" errors="0">`,
    ...cases,
    ...(output === '' ? [] : [`    <system-out>${content(output)}</system-out>`]),
    '  </testsuite>',
  ];
  return { tests: cases.length, xml: xml.join('\n') };
}

function failedCase(path: string, finding: Finding): string {
  const name = `${finding.code} at ${finding.range.start.line + 1}:${finding.range.start.character + 1}`;
  const failure = `<failure type="${attribute(finding.code)}" message="${attribute(finding.message)}">`;
  return [
    `    <testcase classname="${attribute(path)}" name="${attribute(name)}">`,
    `      ${failure}${content(describe(path, finding))}</failure>`,
    '    </testcase>',
  ].join('\n');
}

function describe(path: string, { range, code, message, help, environments }: Finding): string {
  const place = `${path}:${range.start.line + 1}:${range.start.character + 1}`;
  const where = environments ? `Only in ${environments.join(', ')}.` : undefined;
  return [`${place}: ${code}: ${message}`, help, where].filter((part) => part !== undefined).join('\n');
}
