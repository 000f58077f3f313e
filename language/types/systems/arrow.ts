import { as, around, fieldPlaces, lossy, sizes, unchanged, type SystemTypes } from './system-types.ts';

/** Apache Arrow, as PyArrow writes its types. */
export const arrow: SystemTypes = {
  title: 'Arrow',
  sources: [
    'arrow.apache.org/docs/format/Columnar.html',
    'arrow.apache.org/docs/format/CanonicalExtensions.html',
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
    float16: as('halffloat'),
    bfloat16: lossy(
      'fixed_size_binary[2]',
      'arrow-bfloat16',
      'Arrow has no bfloat16: the values travel as bytes, and nothing can compute with them.',
    ),
    float32: as('float'),
    float64: as('double'),
    string: as('string'),
    bytes: as('binary'),
    date: as('date32[day]'),
    timestamp: as('timestamp[us, tz=UTC]'),
    duration: as('duration[us]'),
  },
  time: (type) => {
    const unit = type.unit ?? 'us';
    if (type.name === 'duration') return as(`duration[${unit}]`);
    return as(type.zone === 'local' ? `timestamp[${unit}]` : `timestamp[${unit}, tz=${type.zone ?? 'UTC'}]`);
  },
  decimal: (type) => as(`decimal128(${type.precision}, ${type.scale})`),
  enum: () =>
    lossy(
      'dictionary<values=string, indices=int32>',
      'arrow-enum',
      'The values are data and no part of the type, so another value is not refused.',
    ),
  list: (type, inner) => around([inner(type.item)], ([item]) => `list<item: ${item}>`),
  map: (type, inner) =>
    around([inner(type.key), inner(type.value)], ([key, value]) => `map<${key}, ${value}>`),
  struct: (type, inner) =>
    around(
      fieldPlaces(type, inner),
      (names) => `struct<${names.map((name, index) => `${type.fields[index]!.name}: ${name}`).join(', ')}>`,
    ),
  tensor: (type, item) =>
    type.shape.every((size) => typeof size === 'number')
      ? around([item], ([name]) => `fixed_shape_tensor[value_type=${name}, shape=[${sizes(type, '')}]]`)
      : around([item], ([name]) => type.shape.reduce<string>((inner) => `list<item: ${inner}>`, name!)),
  image: () =>
    lossy('binary', 'arrow-image', 'The bytes of the file; size and colours are known when it is decoded.'),
  nullable: unchanged,
};
