import { isFloatName } from '../data-type.ts';
import { as, around, fieldPlaces, lossy, none, sizes, withLoss, type SystemTypes } from './system-types.ts';

const ZONE = 'NumPy knows no zones: the values are taken as UTC, whatever they were.';

/** dtypes of NumPy. */
export const numpy: SystemTypes = {
  title: 'NumPy',
  sources: [
    'numpy.org/doc/stable/reference/arrays.dtypes.html',
    'numpy.org/doc/stable/reference/arrays.datetime.html',
    'github.com/jax-ml/ml_dtypes',
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
    bfloat16: lossy(
      'ml_dtypes.bfloat16',
      'numpy-bfloat16',
      'Only with the package ml_dtypes; NumPy itself reads the bytes as uint16.',
    ),
    float32: as('float32'),
    float64: as('float64'),
    string: lossy(
      'object',
      'numpy-string',
      'Python objects; a fixed width (`U16`) cuts longer texts in silence.',
    ),
    bytes: lossy(
      'object',
      'numpy-bytes',
      'Python objects; a fixed width (`S16`) drops zero bytes at the end.',
    ),
    date: as('datetime64[D]'),
    timestamp: lossy('datetime64[us]', 'numpy-zone', ZONE),
    duration: as('timedelta64[us]'),
  },
  time(type) {
    const unit = type.unit ?? 'us';
    if (type.name === 'duration') return as(`timedelta64[${unit}]`);
    const place = as(`datetime64[${unit}]`);
    return type.zone === 'local' || type.zone === 'UTC' ? place : withLoss(place, 'numpy-zone', ZONE);
  },
  decimal: () => lossy('object', 'numpy-decimal', 'Python decimals; a conversion to float64 rounds.'),
  enum: () => lossy('object', 'numpy-enum', 'Texts as Python objects; the set of values is not known.'),
  list: () => lossy('object', 'numpy-list', 'Python lists: nothing holds the type of their items.'),
  map: () => none('NumPy has no map.'),
  struct: (type, inner) =>
    around(
      fieldPlaces(type, inner),
      (names) => `[${names.map((name, index) => `('${type.fields[index]!.name}', '${name}')`).join(', ')}]`,
    ),
  tensor: (type, item) => around([item], ([name]) => `${name} (${sizes(type, ':')})`),
  image: () => as('uint8 (:, :, :)'),
  nullable(type, plain) {
    if (type.kind === 'scalar' && isFloatName(type.name))
      return withLoss(plain, 'numpy-nan', 'Null becomes NaN.');
    if (!('name' in plain) || type.kind !== 'scalar') return plain;
    if (plain.name.startsWith('datetime64') || plain.name.startsWith('timedelta64')) return plain;
    return plain.name === 'object'
      ? plain
      : none(`${plain.name} has no null; use a mask beside it, or float64 with NaN.`);
  },
};
