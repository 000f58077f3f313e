import { section, type Section } from '../section.ts';

export interface ObjectiveRow {
  readonly service: string;
  /** As written. */
  readonly text: string;
  readonly measure: string;
  readonly comparison: string;
  /** In SI units. */
  readonly limit: number;
  readonly verdict: 'kept' | 'broken' | 'undecided' | 'unmeasured';
  readonly reason: string;
}

export const VERDICT_WORDS = {
  kept: 'kept',
  broken: 'broken',
  undecided: 'not decided',
  unmeasured: 'not measured',
} as const;

/** What services promise that run the model, and what the figures say of it. */
export const objectivesSection = (rows: readonly ObjectiveRow[]): Section<ObjectiveRow> =>
  section('Objectives', 'No service that runs this model has an objective.', rows, {
    columns: ['Objective', 'Verdict', 'Service', 'Why'],
    cells: ({ text, verdict, service, reason }) => [text, VERDICT_WORDS[verdict], service, reason],
  });
