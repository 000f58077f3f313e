import type { Column, Source } from '../model/data.ts';
import type { ModelView } from '../rules/model-view.ts';
import { source as sourceWord } from '../vocabulary/areas/data.ts';
import { widthOf } from './element-bytes.ts';
import { known, notKnown, total, work, type Given, type Working } from './working.ts';
import { writtenNumber } from './written.ts';

/** Days of a month, as the unit table has it. */
export const MONTH_DAYS = 30;

/**
 * Bytes of one row without compression. Texts, lists and the like have no width of their own; they are left out,
 * which makes the sum a lower bound.
 */
export function rowWidth(columns: readonly Pick<Column, 'name' | 'type' | 'origin'>[]): Working {
  return total(
    {
      title: 'Width of a row',
      unit: 'B',
      source: 'Apache Arrow columnar format: widths of the fixed-size types',
      assumptions: ['Without compression, marks for nulls and indexes.'],
    },
    columns.map(({ name, type, origin }) => {
      const { bytes, open } = widthOf(type);
      const missing = notKnown(
        `width of ${name}`,
        'its type has no fixed width',
        'the size of the file, or rows that are measured',
      );
      // The fixed part of a struct counts even where a text beside it is open.
      return open && bytes === 0
        ? work({ title: name, formula: 'b', unit: 'B', source: '' }, { b: missing }, () => 0)
        : work(
            {
              title: name,
              formula: 'b',
              unit: 'B',
              source: '',
              ...(open ? { bound: 'at least' as const } : {}),
            },
            { b: known(name, bytes, 'B', { origin }) },
            ({ b }) => b,
          );
    }),
  );
}

/** Bytes that come in a month; `r` is rows in a second, `w` bytes of a row. */
export const growthPerMonth = (given: { r: Given; w: Given }): Working =>
  work(
    {
      title: 'Growth in a month',
      formula: 'r × w × 30 d',
      unit: 'B',
      source: 'Rows of a month × width of a row',
    },
    given,
    ({ r, w }) => r * w * MONTH_DAYS * 86_400,
  );

export interface SourceGrowth {
  readonly width: Working;
  readonly growth: Working;
}

/** Undefined for a source without a schema. */
export function growthOf(view: ModelView, source: Source): SourceGrowth | undefined {
  if (source.columns.length === 0) return undefined;
  const width = rowWidth(source.columns);
  const rate = writtenNumber(view.block(sourceWord, source), 'rate', {
    called: `rows of ${source.name}`,
    unit: '1/s',
    example: '2_000_000/d',
  });
  return { width, growth: growthPerMonth({ r: rate, w: width }) };
}
