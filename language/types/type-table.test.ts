import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SYSTEMS, typeIn, type SystemName } from './type-table.ts';
import { anyType } from './testing/any-type.ts';
import { typeFrom } from './testing/type-from.ts';

const said = (system: SystemName, type: string): string => {
  const place = typeIn(system, typeFrom(type));
  if ('unsupported' in place) return 'none';
  return place.loss ? `${place.name}; ${place.loss.id}` : place.name;
};

describe('the table of types', () => {
  it.each<[SystemName, string, string]>([
    ['arrow', 'list[float32?]', 'list<item: float>'],
    ['arrow', 'timestamp[ns, "Europe/Berlin"]', 'timestamp[ns, tz=Europe/Berlin]'],
    ['arrow', 'timestamp[ms, local]', 'timestamp[ms]'],
    ['arrow', 'float32[384]', 'fixed_shape_tensor[value_type=float, shape=[384]]'],
    ['arrow', 'map[string, struct[a: int8]]', 'map<string, struct<a: int8>>'],
    ['parquet', 'uint64', 'INT64 (INTEGER(64, false)); parquet-uint64'],
    ['parquet', 'timestamp[us, "Asia/Tokyo"]', 'INT64 (TIMESTAMP(MICROS, UTC)); parquet-zone'],
    ['parquet', 'duration', 'INT64; parquet-duration'],
    ['parquet', 'decimal[10, 2]', 'INT64 (DECIMAL(10, 2))'],
    ['pandas', 'int64', 'int64'],
    ['pandas', 'int64?', 'Int64; pandas-null'],
    ['pandas', 'decimal[10, 2]', 'object; pandas-decimal'],
    ['pandas', 'bfloat16', 'none'],
    ['numpy', 'bfloat16', 'ml_dtypes.bfloat16; numpy-bfloat16'],
    ['numpy', 'int32?', 'none'],
    ['numpy', 'float32[batch, 3]', 'float32 (:, 3)'],
    ['sql', 'uint64', 'NUMERIC(20, 0)'],
    ['sql', 'timestamp[ms, local]', 'TIMESTAMP(3)'],
    ['postgres', 'float32[3]', 'real[]; postgres-shape'],
    ['postgres', 'timestamp[ns]', 'timestamp with time zone; postgres-nanoseconds'],
    ['feast', 'uint64', 'Int64; feast-uint64'],
    ['feast', 'int8', 'Int32'],
    ['feast', 'timestamp', 'UnixTimestamp; feast-timestamp'],
    ['feast', 'list[list[int64]]', 'none'],
    ['onnx', 'float32[batch, 3]', 'FLOAT[batch, 3]'],
    ['onnx', 'string[n]', 'STRING[n]; onnx-string'],
    ['onnx', 'timestamp', 'none'],
    ['triton', 'float32[batch, 3]', 'TYPE_FP32 dims: [ -1, 3 ]'],
    ['triton', 'bfloat16', 'TYPE_BF16; triton-bf16'],
    ['triton', 'string[1]', 'TYPE_STRING dims: [ 1 ]; triton-string'],
    ['protobuf', 'list[list[int32]]', 'none'],
    ['protobuf', 'map[float32, int32]', 'none'],
    ['protobuf', 'string?', 'optional string'],
    ['tensorflow', 'float32[batch, 3]', 'tf.float32 [None, 3]'],
    ['pytorch', 'string', 'none'],
    ['json', 'int64', 'number; json-int64'],
    ['json', 'struct[a: string, b: int64]', '{ a: string, b: number }; json-int64'],
    ['json', 'map[int32, string]', 'object of string; json-key'],
  ])('%s: %s is %s', (system, type, name) => expect(said(system, type)).toBe(name));

  it('has an answer for every type in every system', () => {
    fc.assert(
      fc.property(anyType, (type) => {
        for (const system of Object.keys(SYSTEMS) as SystemName[]) {
          const place = typeIn(system, type);
          expect('unsupported' in place ? place.unsupported : place.name).not.toMatch(/undefined|^$/);
        }
      }),
    );
  });

  it('names the source of its facts, and each loss by its system', () => {
    for (const [name, system] of Object.entries(SYSTEMS)) {
      expect(system.sources.length).toBeGreaterThan(0);
      const ids = Object.values(system.scalars).flatMap((place) =>
        'loss' in place && place.loss ? [place.loss.id] : [],
      );
      const prefix = name === 'postgres' ? /^(postgres|sql)-/ : new RegExp(`^${name}-`);
      for (const id of ids) expect(id).toMatch(prefix);
    }
  });
});
