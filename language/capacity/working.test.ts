import { describe, expect, it } from 'vitest';
import { fit, known, notKnown, shareOf, total, work, type Bound, type Working } from './working.ts';

const FORMULA = { title: 'Area', formula: 'a × b', unit: 'B', source: 'geometry' };
const missing = notKnown('width', 'nobody said it', 'width: 3');
const figure = (title: string, value: number, bound?: Bound): Working =>
  work({ ...FORMULA, title, ...(bound ? { bound } : {}) }, { a: known('a', value) }, ({ a }) => a);

describe('a working', () => {
  it('keeps terms with their letters, in their order', () => {
    const working = work(FORMULA, { a: known('height', 2, 'm'), b: known('width', 3) }, ({ a, b }) => a * b);
    expect(working.result).toEqual({ value: 6, unit: 'B' });
    expect(working.terms.map(({ symbol, name, value }) => [symbol, name, value])).toEqual([
      ['a', 'height', 2],
      ['b', 'width', 3],
    ]);
  });

  it('guesses nothing: what is missing is said, once, and what is known stays', () => {
    const inner = work({ ...FORMULA, title: 'Inner' }, { a: missing }, () => 1);
    const working = work(FORMULA, { a: inner, b: missing, c: known('depth', 1) }, () => 1);
    expect(working.result).toBeUndefined();
    expect(working.notKnown).toEqual([missing]);
    expect(working.terms.map(({ name }) => name)).toEqual(['depth']);
  });

  it('inherits bounds, turned round where a term lowers the result', () => {
    const most = figure('Most', 4, 'at most');
    expect(work(FORMULA, { a: most }, ({ a }) => a).bound).toBe('at most');
    expect(work({ ...FORMULA, lowers: ['a'] }, { a: most }, ({ a }) => 1 / a).bound).toBe('at least');
  });

  it('has no result from bounds that contradict', () => {
    const both = { a: figure('Most', 4, 'at most'), b: figure('Least', 4, 'at least') };
    expect(work(FORMULA, both, ({ a, b }) => a * b)).toMatchObject({
      notKnown: [{ because: 'one of its terms is known only from below and another only from above' }],
    });
  });
});

describe('a sum', () => {
  const how = { title: 'Sum', unit: 'B', source: '' };

  it('is a lower bound when a part is not known', () => {
    const sum = total(how, [figure('One', 1), work(FORMULA, { a: missing }, () => 0)]);
    expect(sum).toMatchObject({ result: { value: 1 }, bound: 'at least', notKnown: [missing] });
  });

  it('of nothing known, or of an upper bound and something unknown, is not known', () => {
    const unknown = work(FORMULA, { a: missing }, () => 0);
    expect(total(how, [unknown]).result).toBeUndefined();
    expect(total(how, [unknown, figure('Most', 1, 'at most')]).result).toBeUndefined();
  });

  it('of nothing is 0', () => {
    expect(total(how, []).result).toEqual({ value: 0, unit: 'B' });
  });
});

describe('whether it fits', () => {
  const room = known('room', 10, 'B');

  it.each([
    [5, undefined, 'fits'],
    [11, undefined, 'does not fit'],
    [11, 'at least', 'does not fit'],
    [5, 'at least', 'not known'],
    [11, 'at most', 'not known'],
    [5, 'at most', 'fits'],
  ] as const)('%d, %s', (value, bound, expected) => {
    expect(fit(figure('Needed', value, bound), room)).toBe(expected);
  });

  it('is not known without one of both', () => {
    expect(fit(figure('Needed', 1), missing)).toBe('not known');
    expect(shareOf(figure('Needed', 1), missing).notKnown).toEqual([missing]);
  });
});
