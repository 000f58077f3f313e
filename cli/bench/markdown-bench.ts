import { caseName, formatBytes, formatSeconds } from '../../bench/index.ts';
import { agreementLines, baselineSentence, comparisonSentence, figureRows } from './figures.ts';
import { casesOf, outputChecks, type Measured } from './measured.ts';

/** What was found, as a comment on a pull request shows it. */
export function markdownBench(all: readonly Measured[]): string {
  return `${['# Benchmark', ...all.flatMap(section)].join('\n\n')}\n`;
}

function section(measured: Measured): readonly string[] {
  const { subject, provider, results, problem, conclusion, comparison, verdicts } = measured;
  const parts = [`## ${escape(subject.name)} on ${escape(provider)}`];
  for (const result of results) {
    const { machine, model, cold } = result;
    parts.push(
      `\`${subject.path}\`, ${formatBytes(model.bytes)}, on ${escape(machine.gpu?.name ?? machine.cpu)}, ` +
        `${machine.engine} ${machine.engineVersion}. ` +
        `Load ${formatSeconds(cold.load)}, first run ${formatSeconds(cold.first)}. Intervals are of 95 %.`,
      table(figureRows(result.cases)),
    );
  }
  if (conclusion !== undefined) parts.push(escape(conclusion.sentence));
  if (comparison !== undefined) {
    const { base, candidate } = comparison;
    parts.push(
      table([
        ['', 'p50', 'SHA-256'],
        [base.label, formatSeconds(base.p50), base.sha256.slice(0, 12)],
        [candidate.label, formatSeconds(candidate.p50), candidate.sha256.slice(0, 12)],
      ]),
      escape(comparisonSentence(comparison)),
    );
  }
  for (const check of outputChecks(measured)) parts.push(listed(agreementLines(check)));
  if (verdicts.length > 0) parts.push(table(verdictRows(measured)));
  const notes = [
    ...measured.sinceBaseline.map((each) => `${caseName(each.measured)}: ${baselineSentence(each)}`),
    ...results.flatMap(({ remarks = [] }) => remarks.map(({ message }) => message)),
  ];
  if (notes.length > 0) parts.push(listed(notes));
  if (problem !== undefined)
    parts.push(`**${problem.code}**: ${escape(problem.message)} ${escape(problem.hint)}`);
  return parts;
}

function verdictRows(measured: Measured): readonly (readonly string[])[] {
  const several = casesOf(measured).length > 1;
  return [
    ['verdict', 'objective', 'why'],
    ...measured.verdicts.map(({ verdict, service, objective, measured: name, reason }) => [
      verdict,
      `${service}: ${objective}${several ? ` (${name})` : ''}`,
      reason,
    ]),
  ];
}

const listed = (lines: readonly string[]): string => lines.map((line) => `- ${escape(line)}`).join('\n');

function table(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => `| ${row.map(escape).join(' | ')} |`);
  return [lines[0], `|${' --- |'.repeat(rows[0]?.length ?? 0)}`, ...lines.slice(1)].join('\n');
}

/** Names of models and files may hold anything. */
const escape = (text: string): string =>
  text.replaceAll(/[\\`*_<>|[\]]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n/g, ' ');
