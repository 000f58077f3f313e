import { describe, expect, it } from 'vitest';
import { parseQuantity } from './quantity.ts';

describe('quantities', () => {
  it.each([
    ['20ms', 0.02, 'duration'],
    ['15m', 900, 'duration'],
    ['30d', 2_592_000, 'duration'],
    ['4GiB', 4 * 1024 ** 3, 'bytes'],
    ['500MB', 5e8, 'bytes'],
    ['99.9%', 0.999, 'ratio'],
    ['1pp', 0.01, 'percent points'],
    ['500/s', 500, 'rate'],
    ['60/min', 1, 'rate'],
    ['3 times', 3, 'times'],
    ['16kHz', 16_000, 'frequency'],
    ['1_000ms', 1, 'duration'],
  ])('%s is %d in %s', (text, value, dimension) => {
    const result = parseQuantity(text);
    if ('problem' in result) throw new Error(result.problem);
    expect(result.quantity.value).toBeCloseTo(value, 9);
    expect(result.quantity.dimension).toBe(dimension);
  });

  it('keeps what is counted and paid', () => {
    expect(parseQuantity('4_000token/s')).toMatchObject({
      quantity: { value: 4000, of: 'token', dimension: 'rate' },
    });
    expect(parseQuantity('12_000EUR')).toMatchObject({
      quantity: { value: 12_000, of: 'EUR', dimension: 'money' },
    });
    expect(parseQuantity('3.60USD/h')).toMatchObject({ quantity: { of: 'USD', dimension: 'spending' } });
  });

  it.each(['20', '20parsec', 'ms', '', '1..4'])('refuses %j', (text) => {
    expect('problem' in parseQuantity(text)).toBe(true);
  });
});
