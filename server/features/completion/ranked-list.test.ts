import { describe, expect, it } from 'vitest';
import { CandidateKind, type Candidate } from './candidate.ts';
import { fuzzyMatch } from './fuzzy-match.ts';
import { rankedList } from './ranked-list.ts';

const row = (label: string, rank: number, more: Partial<Candidate> = {}): Candidate => ({
  label,
  kind: CandidateKind.Field,
  rank,
  ...more,
});

describe('what is typed', () => {
  it.each([
    ['air', 'airport_load_average', 0],
    ['ala', 'airport_load_average', 1],
    ['alAv', 'airport_load_average', 1],
    ['la', 'airport_load_average', 1],
    ['al_a', 'airport_load_average', 1],
    ['dApi', 'DelayApi', 1],
    ['buys', 'item_heat.buys_7d', 1],
    ['port', 'airport_load_average', 2],
    ['apt', 'airport', 3],
  ])('%s finds %s by %d', (typed, word, expected) => {
    expect(fuzzyMatch(typed, word)).toBe(expected);
  });

  it('does not find what lacks one of its letters', () => {
    expect(fuzzyMatch('alx', 'airport_load_average')).toBeUndefined();
  });
});

describe('a list', () => {
  it('has the rank first, then the order, then the label', () => {
    const rows = [
      row('b', 1),
      row('a', 1),
      row('z', 0),
      row('y', 1, { order: -0 }),
      row('far', 1, { order: 9 }),
    ];
    expect(rankedList(rows, '', 10).shown.map(({ label }) => label)).toEqual(['z', 'a', 'b', 'y', 'far']);
  });

  it('is the same whatever is typed, as long as all have room', () => {
    const rows = ['alpha', 'beta', 'gamma'].map((label) => row(label, 1));
    const lists = ['', 'a', 'be', 'zzz'].map((typed) => rankedList(rows, typed, 10));
    for (const list of lists) expect(list).toEqual(lists[0]);
    expect(lists[0]!.isIncomplete).toBe(false);
  });

  it('that is too long has what fits what is typed, in the same order, and says that it is not all', () => {
    const rows = Array.from({ length: 500 }, (_, index) => row(`name_${index}`, 1, { order: index }));
    const all = rankedList(rows, '', 100);
    expect(all.shown).toHaveLength(100);
    expect(all.isIncomplete).toBe(true);
    const typed = rankedList(rows, 'n49', 100);
    expect(typed.shown.map(({ label }) => label).slice(0, 3)).toEqual(['name_49', 'name_149', 'name_249']);
    expect(typed.isIncomplete).toBe(false);
    expect(rankedList(rows, 'name_4', 100).isIncomplete).toBe(true);
  });

  it('shows no label twice', () => {
    const twice = [
      row('card', 5, { otherwise: 'shop.card', insert: 'card' }),
      row('card', 5, { otherwise: 'bank.card' }),
      row('card', 7),
    ];
    const { shown } = rankedList(twice, '', 10);
    expect(shown.map(({ label }) => label)).toEqual(['card', 'bank.card']);
    expect(shown[1]).toMatchObject({ insert: 'card', filter: 'card' });
  });

  it('looks only at rows that are shown', () => {
    let asked = 0;
    const detail = (): string => `${++asked}`;
    const rows = Array.from({ length: 50 }, (_, index) => row(`name_${index}`, 1, { detail }));
    rankedList(rows, '', 10);
    expect(asked).toBe(10);
  });
});
