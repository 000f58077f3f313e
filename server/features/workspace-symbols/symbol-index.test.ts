import { expect, it } from 'vitest';
import { hostOf } from '../../testing/model-files.ts';
import { MOST_SYMBOLS, SymbolIndex } from './symbol-index.ts';
import { matchName } from './name-match.ts';

it('matches beginnings of words, and ranks the nearest first', () => {
  const ranked = ['delay_api', 'display_area_index', 'daily', 'undelayed', 'DelayApi', 'other'].flatMap(
    (name) => {
      const score = matchName(name, name.toLowerCase(), 'da');
      return score === undefined ? [] : [{ name, score }];
    },
  );
  expect(ranked.sort((a, b) => b.score - a.score).map(({ name }) => name)).toEqual(['daily', 'DelayApi', 'delay_api', 'display_area_index']); // prettier-ignore
  expect(matchName('delay_api', 'delay_api', 'delay_api')).toBeGreaterThan(
    matchName('delay_api_eu', 'delay_api_eu', 'delay_api')!,
  );
  expect(matchName('undelayed', 'undelayed', 'delay')).toBeDefined();
});

it('finds by kind, area and package, and never gives more than can be read', () => {
  const many = Array.from({ length: 300 }, (_, index) => `entity thing_${index} { key: id }`).join('\n');
  const index = new SymbolIndex();
  const { project } = hostOf({
    'a.tenon': `package shop.fraud\n${many}\n`,
    'b.tenon':
      'package shop.data\nservice thing_api { serves m }\nmodel thing_net { input x : float32[1] }\n',
  });
  expect(index.find([project], 'thing')).toHaveLength(MOST_SYMBOLS);
  expect(index.find([project], 'serving thing').map(({ name }) => name)).toEqual(['thing_api']);
  expect(index.find([project], 'model thing').map(({ name }) => name)).toEqual(['thing_net']);
  expect(index.find([project], 'data x').map(({ qualifiedName }) => qualifiedName)).toEqual([
    'shop.data.thing_net.x',
  ]);
  expect(index.find([project], 'zzz')).toEqual([]);
});
