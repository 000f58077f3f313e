import { as, around, lossy, none, withLoss, type SystemTypes } from './system-types.ts';

const ZONE = 'UnixTimestamp is always read back as UTC; the zone is lost.';
const STEPS = 'UnixTimestamp counts whole seconds; finer parts are cut off.';

/** Types of Feast (`feast.types`). */
export const feast: SystemTypes = {
  title: 'Feast',
  sources: [
    'docs.feast.dev/reference/type-system',
    'docs.feast.dev/getting-started/concepts/feast-types',
    'protos/feast/types/Value.proto of feast-dev/feast',
  ],
  scalars: {
    bool: as('Bool'),
    int8: as('Int32'),
    int16: as('Int32'),
    int32: as('Int32'),
    int64: as('Int64'),
    uint8: as('Int32'),
    uint16: as('Int32'),
    uint32: as('Int64'),
    uint64: lossy('Int64', 'feast-uint64', 'Feast has no unsigned numbers: values from 2^63 on do not fit.'),
    float16: as('Float32'),
    bfloat16: as('Float32'),
    float32: as('Float32'),
    float64: as('Float64'),
    string: as('String'),
    bytes: as('Bytes'),
    date: lossy('UnixTimestamp', 'feast-date', 'Feast has no day: it becomes midnight in UTC.'),
    timestamp: lossy('UnixTimestamp', 'feast-timestamp', STEPS),
    duration: lossy('Int64', 'feast-duration', 'Feast has no duration: it is a number without its unit.'),
  },
  time(type, plain) {
    if (type.name === 'duration') return plain;
    if (type.zone !== undefined && type.zone !== 'UTC') return lossy('UnixTimestamp', 'feast-zone', ZONE);
    return type.unit === 's' ? as('UnixTimestamp') : plain;
  },
  decimal: () =>
    lossy('Decimal', 'feast-decimal', 'Kept as text without a fixed number of digits, from Feast 0.62 on.'),
  enum: () => lossy('String', 'feast-enum', 'A text; other values are not refused.'),
  list: (type, inner) =>
    type.item.kind === 'scalar' || type.item.kind === 'enum'
      ? around([inner(type.item)], ([item]) => `Array(${item})`)
      : none('Arrays of Feast hold single values only.'),
  map: (type) =>
    type.key.kind === 'scalar' && type.key.name === 'string'
      ? lossy('Map', 'feast-map', 'The type does not say what the values are.')
      : none('Keys of a Map are texts.'),
  struct: () => lossy('Struct', 'feast-struct', 'No backend infers it, and stores keep it as JSON.'),
  tensor: (type, item) =>
    withLoss(
      around([item], ([name]) => `Array(${name})`),
      'feast-shape',
      type.shape.length > 1
        ? 'Arrays have one axis: the values follow each other, and the shape is lost.'
        : 'The length of an Array is not fixed.',
    ),
  image: () => lossy('ImageBytes', 'feast-image', 'Bytes that must be declared; the size is not known.'),
  nullable: (_type, plain) =>
    withLoss(plain, 'feast-null', 'Null and "not found" are the same answer of the online store.'),
};
