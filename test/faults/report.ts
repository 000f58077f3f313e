import { AREAS, type Operator } from './fault.ts';
import type { Verdict } from './verdict.ts';

/** Why a fault is not caught, by operator and a part of what was changed; both are plain text. */
export interface Reason {
  readonly operator: string;
  /** Part of `file:line what was changed`; everything of the operator when absent. */
  readonly place?: string;
  readonly reason: string;
}

/** What became of all faults of one operator. */
export interface Tally {
  readonly operator: string;
  readonly area: string;
  readonly failure: string;
  readonly planted: number;
  readonly right: number;
  readonly elsewhere: number;
  readonly missed: number;
  /** Most findings beside the best one, and most of them that name nothing of the fault. */
  readonly mostBeside: number;
  readonly mostCascade: number;
  readonly restored: number;
}

export function tally(operators: readonly Operator[], verdicts: readonly Verdict[]): Tally[] {
  const ordered = operators.toSorted((a, b) => AREAS.indexOf(a.area) - AREAS.indexOf(b.area));
  return ordered.map(({ name, area, failure }) => {
    const own = verdicts.filter(({ operator }) => operator === name);
    const count = (outcome: Verdict['outcome']): number =>
      own.filter((each) => each.outcome === outcome).length;
    return {
      operator: name,
      area,
      failure,
      planted: own.length,
      right: count('right'),
      elsewhere: count('elsewhere'),
      missed: count('missed'),
      mostBeside: Math.max(0, ...own.map(({ beside }) => beside)),
      mostCascade: Math.max(0, ...own.map(({ cascade }) => cascade)),
      restored: own.filter(({ restored }) => restored === true).length,
    };
  });
}

/** Share of the faults that are caught in the right place, from 0 to 1. */
export const shareRight = (verdicts: readonly Verdict[]): number =>
  verdicts.length === 0 ? 0 : verdicts.filter(({ outcome }) => outcome === 'right').length / verdicts.length;

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

/** The report as Markdown. */
export function markdownReport(
  operators: readonly Operator[],
  verdicts: readonly Verdict[],
  alarms: readonly string[],
  reasons: readonly Reason[],
): string {
  const rows = tally(operators, verdicts);
  const right = verdicts.filter(({ outcome }) => outcome === 'right').length;
  const elsewhere = verdicts.filter(({ outcome }) => outcome === 'elsewhere').length;
  const missed = verdicts.filter(({ outcome }) => outcome === 'missed');
  const proposed = verdicts.filter(({ restored }) => restored !== undefined);
  const restored = verdicts.filter((each) => each.restored === true);
  const projects = new Set(verdicts.map(({ project }) => project)).size;
  const used = rows.filter(({ planted }) => planted > 0).length;
  const whole = rows.filter(({ planted, right }) => planted > 0 && right === planted).length;
  return [
    '# Fault injection',
    '',
    '<!-- Written by `node test/faults/run.ts --all --write`. -->',
    '',
    `${used} operators planted ${verdicts.length} faults into ${projects} correct projects, one at a time. Each operator is a failure that someone had; it was written before the rules were looked at.`,
    '',
    '| | faults | share |',
    '| --- | ---: | ---: |',
    `| caught at the planted element or at a joint that it breaks | ${right} | ${percent(right, verdicts.length)} |`,
    `| caught elsewhere | ${elsewhere} | ${percent(elsewhere, verdicts.length)} |`,
    `| missed | ${missed.length} | ${percent(missed.length, verdicts.length)} |`,
    `| operators all of whose faults are caught in the right place | ${whole} | ${percent(whole, used)} |`,
    `| with a proposed fix | ${proposed.length} | ${percent(proposed.length, verdicts.length)} |`,
    `| where a proposed fix makes the project clean again | ${restored.length} | ${percent(restored.length, verdicts.length)} |`,
    '',
    `Alarms on the correct projects: ${alarms.length}.`,
    '',
    '- **Right place**: a new error or warning that stands at the element that was changed, at one that names it or that it names, or in the declaration that holds it.',
    '- **Beside**: most new findings besides the best one. A column that five formulas read, or a name that nine places use, breaks as many joints: each of them has to be changed, so each is told, and its fix changes all of a kind at once.',
    '- **Cascade**: most of those which stand at nothing that refers to the changed element. What remains are other joints with it: a second table of the same file, a step or sink that takes the lost column by its name from rows that come from far. What only follows from a name that is not known is not told.',
    '- **Restored**: applying one proposed fix, or all that are marked as wanted, gives a project without new findings.',
    '',
    ...AREAS.flatMap((area) => areaTable(area, rows)),
    ...missedList(missed, reasons),
    ...alarmList(alarms),
  ].join('\n');
}

function areaTable(area: string, rows: readonly Tally[]): string[] {
  const own = rows.filter((row) => row.area === area && row.planted > 0);
  if (own.length === 0) return [];
  return [
    `## ${area[0]!.toUpperCase()}${area.slice(1)}`,
    '',
    '| Operator | What happens when nobody notices | Planted | Right | Elsewhere | Missed | Beside | Cascade | Restored |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...own.map(
      (row) =>
        `| \`${row.operator}\` | ${row.failure} | ${row.planted} | ${row.right} | ${row.elsewhere} | ${row.missed} | ${row.mostBeside} | ${row.mostCascade} | ${row.restored} |`,
    ),
    '',
  ];
}

export const placeOf = ({ project, file, line, says }: Verdict): string =>
  `${project}/${file}:${line} ${says.split('\n')[0]!}`.replaceAll('|', '\\|');

/** Why a fault is missed, when somebody wrote it down. */
export const reasonOf = (verdict: Verdict, reasons: readonly Reason[]): string | undefined =>
  reasons.find(
    ({ operator, place }) =>
      operator === verdict.operator && (place === undefined || placeOf(verdict).includes(place)),
  )?.reason;

function missedList(missed: readonly Verdict[], reasons: readonly Reason[]): string[] {
  if (missed.length === 0) return [];
  return [
    '## Missed',
    '',
    '| Operator | Place and change | Reason |',
    '| --- | --- | --- |',
    ...missed.map((each) => `| \`${each.operator}\` | ${placeOf(each)} | ${reasonOf(each, reasons) ?? ''} |`),
    '',
  ];
}

function alarmList(alarms: readonly string[]): string[] {
  if (alarms.length === 0) return [];
  return ['## Alarms on correct projects', '', ...alarms.map((each) => `- ${each}`), ''];
}
