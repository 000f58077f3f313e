import { describe, expect, it } from 'vitest';
import { expectFindings, projectOf } from '../testing/findings.ts';
import { printType } from '../types/data-type.ts';

const HEAD = `package shop
source sales {
  event_time: at
  schema {
    store  : string key
    sku    : string
    count  : int32
    price  : decimal[10, 2]
    where_ : struct[city: string, pos: struct[x: float32, y: float32]?]
    at     : timestamp
  }
}
entity store { key: store }
features load of store from sales { count : int64 = count() over 1d, busy = count() over 1h }
model net {
  input  x     : float32[batch, 2]
  output score : float32[batch, 1]
  output probs : float32[batch, 10]
}
`;

function rows(steps: string): string[] {
  const project = projectOf(`${HEAD}pipeline p {\n  step rows = read sales\n${steps}\n}\n`);
  const [pipeline] = project.analysis.project.declared('shop', 'p');
  const found = project.analysis.rowsOf(pipeline!.members.get('out')!);
  return [...(found ?? [])].map(([name, { type }]) => `${name} ${printType(type)}`);
}

describe('rows of steps', () => {
  it.each([
    [
      'step out = map rows { keep: [store], total = count * price }',
      ['store string', 'total decimal[10, 2]'],
    ],
    [
      'step out = map rows { drop: [sku, price, where_, at, count], shop = store }',
      ['store string', 'shop string'],
    ],
    ['step out = map rows { keep: [], city = where_.city, x = where_.pos.x }', ['city string', 'x float32?']],
    ['step out = map rows { keep: [], a = count + 1, b = a / 2 }', ['a int64', 'b float64']],
    ['step out = map rows { keep: [], count : float64 = count }', ['count float64']],
    [
      'step out = aggregate rows by [store, sku] { sold = sum(count), n = count() }',
      ['store string', 'sku string', 'sold int64?', 'n int64'],
    ],
    [
      'step out = window rows by store over 1h { best = max(count) }',
      ['store string', 'best int32?', 'window_start timestamp', 'window_end timestamp'],
    ],
    [
      'step few = map rows { keep: [store, count] }\n  step out = join few with load',
      ['store string', 'count int32', 'load.count int64', 'busy int64'],
    ],
    [
      'step a = map rows { keep: [store, count] }\n  step b = map rows { keep: [count], at = at }\n  step out = concat [a, b]',
      ['count int32'],
    ],
    [
      'step few = map rows { keep: [store] }\n  step out = predict net on few',
      ['store string', 'score float32', 'probs float32[10]'],
    ],
  ])('%s', (steps, columns) => expect(rows(`  ${steps}`)).toEqual(columns));

  it('are what later formulas may name', () => {
    expectFindings(`${HEAD}pipeline p {
  step rows = read sales
  step sums = aggregate rows by store { sold = sum(count) }
  step good = filter sums where sold > 10
  step bad  = filter sums where price > 10 // ! TN1010 price is not
  step out  = write good to there
  step out2 = write bad to there
}
sink there { location: "out/" }
`);
  });
});
