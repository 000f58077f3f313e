import { createHash } from 'node:crypto';
import { RULES, type Range, type Severity } from '../../language/index.ts';
import { rulePage } from '../rules/rule-text.ts';
import { packageVersion } from '../package-root.ts';
import { machinePath, machineUri } from './places.ts';
import type { Finding, Report } from './report.ts';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** SARIF 2.1.0, the form that code scanning services take. */
export function sarifReport(report: Report): string {
  const codes = [...new Set(report.findings.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Tenon', version: packageVersion(), rules: codes.map(rule) } },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => result(finding, codes.indexOf(finding.code), report)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule(code: string): object {
  const known = RULES.find((each) => each.code === code);
  if (!known) return { id: code };
  const page = rulePage(code);
  return {
    id: code,
    name: known.name,
    shortDescription: { text: known.summary },
    defaultConfiguration: { level: LEVELS[known.severity] },
    ...(page === undefined ? {} : { help: { text: page, markdown: page } }),
  };
}

function result(finding: Finding, ruleIndex: number, report: Report): object {
  const { code, severity, message, file, range, help, related, environments } = finding;
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([code, machinePath(file, report), message]))
    .digest('hex');
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: help === undefined ? message : `${message} ${help}` },
    locations: [{ physicalLocation: physicalLocation(file, range, report) }],
    partialFingerprints: { 'tenonFinding/v1': fingerprint },
    ...(related
      ? {
          relatedLocations: related.map((each, id) => ({
            id,
            physicalLocation: physicalLocation(each.file, each.range, report),
            message: { text: each.message },
          })),
        }
      : {}),
    ...(environments ? { properties: { environments } } : {}),
  };
}

const physicalLocation = (file: string, { start, end }: Range, report: Report): object => ({
  artifactLocation: { uri: machineUri(file, report) },
  region: {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  },
});
