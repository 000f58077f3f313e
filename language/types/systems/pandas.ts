import type { DataType } from '../data-type.ts';
import { as, lossy, none, type SystemTypes, type TypePlace } from './system-types.ts';

const DATE_ID = 'pandas-date';
const object = (id: string, text: string): TypePlace => lossy('object', id, text);

/** dtypes of pandas 2 and later. */
export const pandas: SystemTypes = {
  title: 'pandas',
  sources: [
    'pandas.pydata.org/docs/user_guide/basics.html#dtypes',
    'pandas.pydata.org/docs/user_guide/integer_na.html',
    'pandas.pydata.org/docs/user_guide/timeseries.html',
  ],
  scalars: {
    bool: as('bool'),
    int8: as('int8'),
    int16: as('int16'),
    int32: as('int32'),
    int64: as('int64'),
    uint8: as('uint8'),
    uint16: as('uint16'),
    uint32: as('uint32'),
    uint64: as('uint64'),
    float16: as('float16'),
    bfloat16: none('pandas has no bfloat16; every value of it is exactly a float32.'),
    float32: as('float32'),
    float64: as('float64'),
    string: as('string'),
    bytes: object('pandas-bytes', 'A column of Python objects: slow, and nothing holds their type.'),
    date: object(
      DATE_ID,
      'pandas has no day: the values are Python objects, or become datetime64 with a time of day.',
    ),
    timestamp: as('datetime64[us, UTC]'),
    duration: as('timedelta64[us]'),
  },
  time(type) {
    const unit = type.unit ?? 'us';
    if (type.name === 'duration') return as(`timedelta64[${unit}]`);
    return as(type.zone === 'local' ? `datetime64[${unit}]` : `datetime64[${unit}, ${type.zone ?? 'UTC'}]`);
  },
  decimal: () =>
    object(
      'pandas-decimal',
      'Python decimals, slow and without a fixed number of digits; a conversion to float64 rounds.',
    ),
  enum: () => as('category'),
  list: () => object('pandas-list', 'Python lists: nothing holds the type of their items.'),
  map: () => object('pandas-map', 'Python dictionaries: nothing holds the types of keys and values.'),
  struct: () => object('pandas-struct', 'Python dictionaries: nothing holds their fields.'),
  tensor: () => object('pandas-tensor', 'NumPy arrays as Python objects: nothing holds their shape.'),
  image: () => object('pandas-image', 'The bytes of the file as Python objects.'),
  nullable(type, plain) {
    if (!('name' in plain) || plain.loss || type.kind !== 'scalar') return plain;
    const name = MASKED[type.name];
    return name === undefined
      ? plain
      : lossy(
          name,
          'pandas-null',
          `Only ${name} keeps null; with the plain dtype whole numbers become float64 and null becomes NaN.`,
        );
  },
};

/** Extension dtypes that have a null of their own; floats have NaN, times NaT. */
const MASKED: Readonly<Partial<Record<Extract<DataType, { kind: 'scalar' }>['name'], string>>> = {
  bool: 'boolean',
  int8: 'Int8',
  int16: 'Int16',
  int32: 'Int32',
  int64: 'Int64',
  uint8: 'UInt8',
  uint16: 'UInt16',
  uint32: 'UInt32',
  uint64: 'UInt64',
};
