import type { Origin } from '../model/origin.ts';
import { printAmount, printResult } from './amount-text.ts';
import type { CapacitySection } from './capacity-of.ts';
import type { NotKnown, Term, Working } from './working.ts';

/** The working under a figure: its formula, its terms, where these stand, and what is missing; a line each. */
export function workingLines(working: Working, placeOf: (origin: Origin) => string): readonly string[] {
  const { formula, terms, source, assumptions, notKnown = [] } = working;
  return [
    `= ${formula}`,
    ...terms.map((term) => termLine(term, placeOf)),
    ...notKnown.map(
      (missing) => `not known: ${missing.name}, because ${missing.because}; ${howToKnow(missing)}`,
    ),
    ...assumptions.map((assumption) => `assumed: ${assumption}`),
    ...(source === '' ? [] : [`source: ${source}`]),
  ];
}

/** `declare …`, or `run …` for what only a command finds out. */
export const howToKnow = ({ declare }: NotKnown): string =>
  declare.startsWith('`') ? `run ${declare}` : `declare ${declare}`;

function termLine(
  { symbol, name, because, origin, ...amount }: Term,
  placeOf: (origin: Origin) => string,
): string {
  const subject = symbol === undefined || symbol === name ? name : `${symbol} = ${name}`;
  const reasons = [because, origin && origin.layer !== 'default' ? placeOf(origin) : undefined];
  const reason = reasons.filter((each) => each !== undefined).join(', ');
  return `${subject}: ${printAmount(amount)}${reason === '' ? '' : ` (${reason})`}`;
}

/** Figures as a table for a hover; those that nothing is known of are left out, the working stays with the command. */
export function capacityMarkdown(sections: readonly CapacitySection[]): string | undefined {
  const rows = sections.flatMap(({ workings, fit }) => [
    ...workings
      .filter(({ result }) => result)
      .map((working) => `| ${working.title} | ${printResult(working)} | \`${working.formula}\` |`),
    ...(fit === 'does not fit' ? ['| | **does not fit** | |'] : []),
  ]);
  return rows.length === 0 ? undefined : ['| Capacity | | |', '| --- | --- | --- |', ...rows].join('\n');
}
