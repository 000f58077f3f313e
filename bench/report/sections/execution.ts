import { formatSeconds } from '../../verdict/quantity-format.ts';
import { providerName } from '../machine-name.ts';
import type { MeasuredResult } from '../measured-result.ts';
import { section, type Section } from '../section.ts';

/** Where nodes of the graph really ran. */
export interface PlacementRow {
  readonly provider: string;
  readonly nodes: number;
  /** Of one run; absent when the profile does not say. */
  readonly seconds?: number;
  /** Of all nodes. */
  readonly share: number;
}

const UNPROFILED = 'No profile was taken with this result. Measure again with this version.';

export function placementSection({ placement }: MeasuredResult): Section<PlacementRow> {
  const all = placement.reduce((sum, { nodes }) => sum + nodes, 0);
  const rows = placement.map((each): PlacementRow => ({
    ...each,
    provider: providerName(each.provider),
    share: all === 0 ? 0 : each.nodes / all,
  }));
  return section('Provider placement', UNPROFILED, rows, {
    columns: ['Provider', 'Nodes', 'Share', 'Time of a run'],
    cells: ({ provider, nodes, share, seconds }) => [
      provider,
      String(nodes),
      percent(share),
      seconds === undefined ? 'n/a' : formatSeconds(seconds),
    ],
    summary: (each) => each.map(({ provider, nodes }) => `${nodes} nodes on ${provider}`).join(', '),
  });
}

/** Time that one kind of operator takes of a run. */
export interface OperatorRow {
  readonly operator: string;
  readonly provider: string;
  readonly seconds: number;
  /** Of the time of all operators. */
  readonly share: number;
  readonly count?: number;
}

/** So many kinds are shown; the rest is summed up. */
const MOST = 15;

export function operatorsSection({ operators }: MeasuredResult): Section<OperatorRow> {
  const all = operators.reduce((sum, { seconds }) => sum + seconds, 0);
  const sorted = [...operators]
    .sort((a, b) => b.seconds - a.seconds)
    .map((each): OperatorRow => ({
      ...each,
      provider: providerName(each.provider),
      share: all === 0 ? 0 : each.seconds / all,
    }));
  return section('Time by operator', UNPROFILED, [...sorted.slice(0, MOST), ...rest(sorted.slice(MOST))], {
    columns: ['Operator', 'Provider', 'Time', 'Share', 'Nodes'],
    cells: ({ operator, provider, seconds, share, count }) => [
      operator,
      provider,
      formatSeconds(seconds),
      percent(share),
      count === undefined ? 'n/a' : String(count),
    ],
    summary: ([first]) => `${first!.operator} takes most of the time: ${percent(first!.share)}.`,
  });
}

function rest(others: readonly OperatorRow[]): OperatorRow[] {
  if (others.length === 0) return [];
  const sum = (of: (row: OperatorRow) => number): number => others.reduce((total, row) => total + of(row), 0);
  return [
    {
      operator: `${others.length} others`,
      provider: '',
      seconds: sum((row) => row.seconds),
      share: sum((row) => row.share),
      count: sum((row) => row.count ?? 0),
    },
  ];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
