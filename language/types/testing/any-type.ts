import * as fc from 'fast-check';
import {
  IMAGE_MODES,
  SCALAR_TYPES,
  TIME_UNITS,
  type DataType,
  type Dimension,
  type ImageMode,
} from '../data-type.ts';
import { dimensionOf } from '../read-dimension.ts';
import { addSizes, constantSize, divideSizes, multiplySizes, symbolSize, type Size } from '../size.ts';

const symbol = fc.constantFrom('batch', 'h', 'w', 'n', 'type', 'from', 'größe', 'two words');

/** Sizes made by adding, multiplying and dividing. */
export const anySize: fc.Arbitrary<Size> = fc.letrec<{ size: Size }>((tie) => ({
  size: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: 1, max: 50 }).map(constantSize),
    symbol.map(symbolSize),
    fc
      .tuple(tie('size'), tie('size'), fc.constantFrom(addSizes, multiplySizes, divideSizes))
      .map(([left, right, operation]) => operation(left, right) ?? left),
  ),
})).size;

const dimension: fc.Arbitrary<Dimension> = anySize
  .map(dimensionOf)
  .filter((each): each is Dimension => each !== undefined);

const word = fc.oneof(
  fc.constantFrom(
    'a',
    'red',
    'not',
    'true',
    'key',
    'b c',
    '1st',
    'x"y',
    'back\\slash',
    'line\nbreak',
    '${x}',
  ),
  fc.string({ maxLength: 5 }).filter((text) => text.length > 0 && !/[\0\r\n]/.test(text)),
);

const fieldName = fc.constantFrom('id', 'name', 'two words', 'not', 'from', 'straße');

const optional = <T extends object>(all: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
  fc.record(all, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

/** Types of every kind, nested a few levels deep. */
export const anyType: fc.Arbitrary<DataType> = fc.letrec<{ type: DataType }>((tie) => {
  const nullable = fc.boolean();
  const key = tie('type').map((type): DataType => ({ ...type, nullable: false }));
  return {
    type: fc.oneof(
      { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
      fc.record({
        kind: fc.constant('scalar' as const),
        name: fc.constantFrom(...SCALAR_TYPES.filter((name) => name !== 'timestamp' && name !== 'duration')),
        nullable,
      }),
      fc
        .tuple(
          optional({
            unit: fc.constantFrom(...TIME_UNITS),
            zone: fc.constantFrom('UTC', 'Asia/Tokyo', 'local'),
          }),
          nullable,
        )
        .map(([open, isNullable]): DataType => ({
          kind: 'scalar',
          name: 'timestamp',
          ...open,
          nullable: isNullable,
        })),
      fc
        .tuple(optional({ unit: fc.constantFrom(...TIME_UNITS) }), nullable)
        .map(([open, isNullable]): DataType => ({
          kind: 'scalar',
          name: 'duration',
          ...open,
          nullable: isNullable,
        })),
      fc
        .tuple(fc.integer({ min: 1, max: 38 }), fc.nat(), nullable)
        .map(([precision, scale, isNullable]): DataType => ({
          kind: 'decimal',
          precision,
          scale: scale % (precision + 1),
          nullable: isNullable,
        })),
      fc.record({
        kind: fc.constant('enum' as const),
        values: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
        nullable,
      }),
      fc.record({ kind: fc.constant('list' as const), item: tie('type'), nullable }),
      fc.record({ kind: fc.constant('map' as const), key, value: tie('type'), nullable }),
      fc.record({
        kind: fc.constant('struct' as const),
        fields: fc.uniqueArray(fc.record({ name: fieldName, type: tie('type') }), {
          minLength: 1,
          maxLength: 3,
          selector: ({ name }) => name,
        }),
        nullable,
      }),
      fc.record({
        kind: fc.constant('tensor' as const),
        item: fc.constantFrom(...SCALAR_TYPES.filter((name) => name !== 'timestamp' && name !== 'duration')),
        shape: fc.array(dimension, { minLength: 1, maxLength: 4 }),
        nullable,
      }),
      fc
        .tuple(
          fc.constantFrom(undefined, ...(Object.keys(IMAGE_MODES) as ImageMode[])),
          fc.option(fc.tuple(dimension, dimension), { nil: undefined }),
          nullable,
        )
        .map(([mode, size, isNullable]): DataType => ({
          kind: 'image',
          ...(mode === undefined ? {} : { mode }),
          ...(size === undefined ? {} : { height: size[0], width: size[1] }),
          nullable: isNullable,
        })),
    ),
  };
}).type;
