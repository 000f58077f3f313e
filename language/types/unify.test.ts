import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printType, type DataType } from './data-type.ts';
import { SizeBindings } from './size-bindings.ts';
import { anyType } from './testing/any-type.ts';
import { typeFrom } from './testing/type-from.ts';
import { fit, lossesOf, type FitOptions } from './unify.ts';

const said = (from: string, to: string, options?: FitOptions): string => {
  const result = fit(typeFrom(from), typeFrom(to), options);
  if (!result.fits)
    return `no: ${result.misfit.at === '' ? '' : `${result.misfit.at}: `}${result.misfit.text}`;
  const ids = lossesOf(result).map(({ id }) => id);
  const how = ids.length > 0 ? ids.join(' ') : result.casts.length > 0 ? 'exact' : 'same';
  return result.batch ? `${how}, batch ${result.batch}` : how;
};

describe('fit', () => {
  it.each([
    ['float32', 'float32', 'same'],
    ['int32', 'int64', 'exact'],
    ['uint32', 'int64', 'exact'],
    ['uint32', 'int32', 'overflow'],
    ['int8', 'uint64', 'overflow'],
    ['int64', 'int32', 'overflow'],
    ['int16', 'float32', 'exact'],
    ['int32', 'float32', 'rounding'],
    ['int32', 'float64', 'exact'],
    ['int64', 'float64', 'rounding'],
    ['int64', 'float16', 'range'],
    ['uint16', 'float16', 'range'],
    ['float64', 'float32', 'rounding'],
    ['float64', 'float16', 'range'],
    ['float32', 'float64', 'exact'],
    ['float16', 'bfloat16', 'rounding'],
    ['bfloat16', 'float16', 'range'],
    ['float32', 'int64', 'fraction'],
    ['bool', 'float32', 'exact'],
    ['float32', 'bool', 'no: it is float32, and bool is expected'],
    ['string', 'int64', 'no: it is string, and int64 is expected'],
    ['int64', 'string', 'no: it is int64, and string is expected'],
    ['decimal[9, 0]', 'int32', 'exact'],
    ['decimal[10, 2]', 'float64', 'rounding'],
    ['decimal[10, 2]', 'decimal[12, 2]', 'exact'],
    ['decimal[10, 2]', 'decimal[10, 3]', 'digits'],
    ['int32', 'decimal[12, 2]', 'exact'],
    ['int64', 'decimal[12, 2]', 'overflow'],
    ['timestamp', 'timestamp[us, "UTC"]', 'same'],
    ['timestamp[ns]', 'timestamp[us]', 'time-unit'],
    ['timestamp[us]', 'timestamp[ns]', 'overflow'],
    ['timestamp[us, "UTC"]', 'timestamp[us, local]', 'zone'],
    [
      'timestamp[us, local]',
      'timestamp[us, "UTC"]',
      'no: it is timestamp[us, local], and timestamp[us, "UTC"] is expected',
    ],
    ['timestamp[us, "UTC"]', 'timestamp[us, "Asia/Tokyo"]', 'exact'],
    ['timestamp', 'date', 'time-of-day'],
    ['date', 'timestamp', 'exact'],
    ['duration', 'float64', 'no: it is duration, and float64 is expected'],
    ['string?', 'string', 'no: it may be null, and string has no null'],
    ['string', 'string?', 'same'],
    ['float64?', 'float64', 'null-as-nan'],
    ['enum[a, b]', 'enum[b, c, a]', 'same'],
    ['enum[a, b, d]', 'enum[a, c]', 'no: b, d are not among a, c'],
    ['enum[a]', 'string', 'exact'],
    ['string', 'enum[a]', 'no: it is string, and enum[a] is expected'],
    ['list[int32]', 'list[int64]', 'exact'],
    ['list[int32?]', 'list[int64]', 'no: []: it may be null, and int64 has no null'],
    ['map[string, int32]', 'map[string, string]', 'no: {}: it is int32, and string is expected'],
    ['struct[a: int32, b: string]', 'struct[b: string, a: int64]', 'exact'],
    ['struct[a: int32, b: string]', 'struct[a: int32]', 'fields'],
    [
      'struct[a: struct[z: int32]]',
      'struct[a: struct[z: string]]',
      'no: a.z: it is int32, and string is expected',
    ],
    ['struct[a: int32]', 'struct[a: int32, b: string]', 'no: it has no field b'],
    ['struct[a: int32]', 'struct[a: int32, b: string?]', 'same'],
    ['list[float32]', 'float32[n]', 'same'],
    ['list[float32]', 'float32[384]', 'length'],
    ['float32[384]', 'list[float64]', 'exact'],
    ['float32[2, 3]', 'list[list[float32]]', 'same'],
    ['float32', 'float32[1, 1]', 'same'],
    ['float32', 'float32[2]', 'no: it is float32, and float32[2] is expected'],
    ['image[rgb, 224, 224]', 'uint8[224, 224, 3]', 'exact'],
    ['image[rgb, 224, 224]', 'uint8[3, 224, 224]', 'exact'],
    ['image[rgb, 640, 480]', 'uint8[480, 640, 3]', 'no: axis 1 has size 640, and 480 is expected'],
    ['image[rgb]', 'image[grey]', 'channels'],
    ['image', 'float32[3, 224, 224]', 'no: it is image, and float32[3, 224, 224] is expected'],
    ['bytes', 'image', 'exact'],
  ])('%s into %s: %s', (from, to, result) => expect(said(from, to)).toBe(result));

  it.each([
    ['float32[batch, 3]', 'float32[n, 3]', 'same'],
    ['float32[3]', 'float32[batch, 3]', 'no: it has 1 axis, and 2 are expected'],
    ['float32[batch, 3]', 'float32[batch, 4]', 'no: axis 2 has size 3, and 4 is expected'],
    ['float32[h, w]', 'float32[2*n, n]', 'same'],
    ['float32[64, 32]', 'float32[2*n, n]', 'same'],
    [
      'float32[64, 33]',
      'float32[2*n, n]',
      'no: axis 2 has size 33, and 32 is expected (n = 32, because it is given so)',
    ],
    ['float32[65]', 'float32[2*n]', 'no: axis 1 has size 65, and 2*n is expected'],
    ['float32[h, h/8]', 'float32[224, 28]', 'same'],
    [
      'float32[h, h/8]',
      'float32[225, 28]',
      'no: axis 2 has size 225/8, and 28 is expected (h = 225, because it is expected so)',
    ],
    ['float64[batch, 3]', 'float32[batch, 3]', 'rounding'],
  ])('%s into %s: %s', (from, to, result) => expect(said(from, to)).toBe(result));

  it('a batch axis is added and taken away where something between puts rows together', () => {
    const options = { batching: true };
    expect(said('float32[frames, 80]', 'float32[batch, frames, 80]', options)).toBe('same, batch added');
    expect(said('float32[batch, steps, 4]', 'float32[steps, 4]', options)).toBe('same, batch removed');
    expect(said('float32[frames, 80]', 'float32[8, frames, 80]', options)).toBe(
      'no: it has 2 axes, and 3 are expected',
    );
    expect(said('float32[frames, 81]', 'float32[batch, frames, 80]', options)).toBe(
      'no: axis 3 has size 81, and 80 is expected',
    );
    expect(said('int64', 'int64[batch]', options)).toBe('same');
  });

  it('a symbol stands for one size in all tensors of its owner, with the reason', () => {
    const bindings = new SizeBindings();
    const options = {
      bindings,
      actual: { owner: 'fraud_api', because: 'service fraud_api gives int64[32, 8]' },
      expected: { owner: 'net', because: 'model net takes int64[batch, words]' },
    };
    expect(said('int64[32, 8]', 'int64[batch, words]', options)).toBe('same');
    expect(bindings.of('net')).toEqual([
      { owner: 'net', symbol: 'batch', size: 32, because: 'service fraud_api gives int64[32, 8]' },
      { owner: 'net', symbol: 'words', size: 8, because: 'service fraud_api gives int64[32, 8]' },
    ]);
    expect(bindings.resolve('2*words', 'net')).toBe(16);
    expect(said('int64[16, 8]', 'int64[batch, words]', options)).toBe(
      'no: axis 1 has size 16, and 32 is expected (batch = 32, because service fraud_api gives int64[32, 8])',
    );
  });

  it('every type fits itself without a change', () => {
    fc.assert(
      fc.property(anyType, (type: DataType) => {
        const sides = { owner: 'same', because: 'it is the same' };
        const result = fit(type, type, { actual: sides, expected: sides });
        expect({ type: printType(type), result }).toEqual({
          type: printType(type),
          result: { fits: true, casts: [] },
        });
      }),
    );
  });

  it('any two types are answered', () => {
    fc.assert(
      fc.property(anyType, anyType, (left, right) => {
        expect(typeof fit(left, right).fits).toBe('boolean');
      }),
    );
  });
});
