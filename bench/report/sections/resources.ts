import { formatBytes, formatSeconds } from '../../verdict/quantity-format.ts';
import { caseName } from '../figure-text.ts';
import type { MeasuredResult } from '../measured-result.ts';
import { section, type Section } from '../section.ts';

/** A part of the memory that a case takes, in bytes. */
export interface MemoryRow {
  readonly case: string;
  readonly part: 'engine' | 'model' | 'GPU';
  readonly bytes: number;
}

export function memorySection({ cases }: MeasuredResult): Section<MemoryRow> {
  const rows = cases.flatMap((each): MemoryRow[] => {
    if (!each.memory) return [];
    const { peak, library = 0, model = Math.max(0, peak - library), gpu } = each.memory;
    const name = caseName(each);
    return [
      { case: name, part: 'engine', bytes: library },
      { case: name, part: 'model', bytes: model },
      ...(gpu === undefined ? [] : [{ case: name, part: 'GPU' as const, bytes: gpu }]),
    ];
  });
  return section('Memory', 'This result does not say how much memory the model takes.', rows, {
    columns: ['Case', 'Part', 'Peak'],
    cells: ({ case: name, part, bytes }) => [name, part, formatBytes(bytes)],
    summary: (all) => {
      const most = Math.max(...all.filter(({ part }) => part === 'model').map(({ bytes }) => bytes));
      return `The model itself takes up to ${formatBytes(most)}.`;
    },
  });
}

export interface ColdRow {
  readonly step: string;
  readonly seconds: number;
}

/** Steps of a fresh process in their order. */
const STEPS = [
  ['start', 'start of the process'],
  ['import', 'loading the engine'],
  ['load', 'loading the model'],
  ['first', 'first run'],
] as const;

export function coldSection({ cold }: MeasuredResult): Section<ColdRow> {
  const rows = STEPS.flatMap(([name, step]) => {
    const seconds = cold[name];
    return seconds === undefined ? [] : [{ step, seconds }];
  });
  return section('Cold start', 'This result does not say how long a cold start takes.', rows, {
    columns: ['Step', 'Time'],
    cells: ({ step, seconds }) => [step, formatSeconds(seconds)],
    summary: (all) =>
      `A cold start takes ${formatSeconds(all.reduce((sum, { seconds }) => sum + seconds, 0))}.`,
  });
}
