/** Ways in which a value may change when it is put into another type: an id for programs and what it means. */
export const LOSSES = {
  rounding: 'numbers are rounded to fewer digits',
  overflow: 'numbers that are too large for it come out wrong',
  fraction: 'what is behind the point is cut off',
  range: 'very large and very small numbers become infinite or 0',
  digits: 'digits that do not fit are cut off',
  'time-of-day': 'the time of the day is lost',
  'time-unit': 'what is finer than its steps is cut off',
  zone: 'which moment it was is no longer said, as the zone is lost',
  'null-as-nan': 'null becomes NaN, which sums and comparisons take for a number',
  length: 'a list of another length fails when it is read',
  fields: 'fields that it does not have are left out',
  channels: 'colours are changed or left out',
} as const;
export type LossId = keyof typeof LOSSES;

export interface Loss {
  readonly id: LossId;
  readonly text: string;
}

/** `text` says it more exactly than the general words. */
export const loss = (id: LossId, text: string = LOSSES[id]): Loss => ({ id, text });
