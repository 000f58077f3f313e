import { formatSeconds } from '../../verdict/quantity-format.ts';
import { providerName } from '../machine-name.ts';
import type { MeasuredComparison } from '../measured-comparison.ts';
import { section, type Section } from '../section.ts';
import { changeText } from './history.ts';

/** A comparison in turns, with what it says. */
export interface PairedRow extends MeasuredComparison {
  /** What tells it from the others of the model. */
  readonly case: string;
}

/** So many are shown: the newest ones. */
const most = 12;

/** Comparisons in turns, newest first: unlike results that lie side by side, these decide. */
export function pairedSection(comparisons: readonly MeasuredComparison[]): Section<PairedRow> {
  const rows = comparisons
    .slice(-most)
    .reverse()
    .map((each): PairedRow => ({ ...each, case: `${when(each)} ${each.base.label}` }));
  return section(
    'Comparisons in turns',
    'The model was not compared with another file or revision yet: `Compare With…`, or `tenon bench --compare`.',
    rows,
    {
      columns: [
        'Measured', 'Against', 'Batch', 'Provider', 'p50 of the other', 'p50 of the model', 'Change [95 %]', 'Verdict', 'Outputs',
      ], // prettier-ignore
      cells: (row) => [
        when(row),
        row.base.label,
        String(row.batch),
        providerName(row.candidate.provider),
        time(row.base.p50),
        time(row.candidate.p50),
        ratioText(row),
        pairedVerdict(row),
        row.agrees === undefined ? 'not compared' : row.agrees ? 'agree' : 'differ',
      ],
      summary: (all) => all.map((row) => `Against ${row.base.label}: ${pairedVerdict(row)}`).join('; '),
    },
  );
}

/** Whether the difference is one, in words. */
export function pairedVerdict({ change, agrees }: Pick<MeasuredComparison, 'change' | 'agrees'>): string {
  const wrong = agrees === false ? ', with other outputs' : '';
  switch (change) {
    case 'faster':
    case 'slower':
      return `${change}, significant${wrong}`;
    case 'same':
      return `no difference that matters${wrong}`;
    case 'undecided':
      return `not decided${wrong}`;
  }
}

const ratioText = ({ ratio: { value, low, high } }: MeasuredComparison): string => {
  const side = (ratio: number | null): string => (ratio === null ? 'open' : changeText(ratio));
  return `${changeText(value)} [${side(low)}, ${side(high)}]`;
};

const when = ({ measuredAt }: MeasuredComparison): string => measuredAt.slice(0, 16).replace('T', ' ');
const time = (seconds: number | undefined): string =>
  seconds === undefined ? 'n/a' : formatSeconds(seconds);
