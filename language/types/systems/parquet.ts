import {
  as,
  around,
  fieldPlaces,
  lossy,
  none,
  unchanged,
  withLoss,
  type SystemTypes,
} from './system-types.ts';

const DURATION = lossy(
  'INT64',
  'parquet-duration',
  'Parquet has no duration: it is a number whose unit only the Arrow schema in the file tells.',
);

/** Apache Parquet: physical type, and the annotation that gives it its meaning. */
export const parquet: SystemTypes = {
  title: 'Parquet',
  sources: ['parquet.apache.org/docs/file-format/types/logicaltypes (LogicalTypes.md of parquet-format)'],
  scalars: {
    bool: as('BOOLEAN'),
    int8: as('INT32 (INTEGER(8, true))'),
    int16: as('INT32 (INTEGER(16, true))'),
    int32: as('INT32'),
    int64: as('INT64'),
    uint8: as('INT32 (INTEGER(8, false))'),
    uint16: as('INT32 (INTEGER(16, false))'),
    uint32: as('INT32 (INTEGER(32, false))'),
    uint64: lossy(
      'INT64 (INTEGER(64, false))',
      'parquet-uint64',
      'Readers without unsigned numbers, such as those of the JVM, see values from 2^63 on as negative ones.',
    ),
    float16: lossy(
      'FIXED_LEN_BYTE_ARRAY(2) (FLOAT16)',
      'parquet-float16',
      'Readers from before format 2.10 see two bytes.',
    ),
    bfloat16: lossy(
      'FIXED_LEN_BYTE_ARRAY(2)',
      'parquet-bfloat16',
      'Parquet has no bfloat16: two bytes without a meaning. Write float32.',
    ),
    float32: as('FLOAT'),
    float64: as('DOUBLE'),
    string: as('BYTE_ARRAY (STRING)'),
    bytes: as('BYTE_ARRAY'),
    date: as('INT32 (DATE)'),
    timestamp: as('INT64 (TIMESTAMP(MICROS, UTC))'),
    duration: DURATION,
  },
  time(type) {
    if (type.name === 'duration') return DURATION;
    const step = { s: 'MILLIS', ms: 'MILLIS', us: 'MICROS', ns: 'NANOS' }[type.unit ?? 'us'];
    if (type.zone === 'local') return as(`INT64 (TIMESTAMP(${step}, local))`);
    const place = as(`INT64 (TIMESTAMP(${step}, UTC))`);
    return type.zone === undefined || type.zone === 'UTC'
      ? place
      : withLoss(place, 'parquet-zone', 'The moment is kept in UTC; the name of the zone is not.');
  },
  decimal: (type) => as(`${decimalPhysical(type.precision)} (DECIMAL(${type.precision}, ${type.scale}))`),
  enum: () => lossy('BYTE_ARRAY (ENUM)', 'parquet-enum', 'The file does not say which values there are.'),
  list: (type, inner) => around([inner(type.item)], ([item]) => `LIST of ${item}`),
  map: (type, inner) =>
    around([inner(type.key), inner(type.value)], ([key, value]) => `MAP of ${key} to ${value}`),
  struct: (type, inner) =>
    type.fields.length === 0
      ? none('A group of Parquet has at least one field.')
      : around(
          fieldPlaces(type, inner),
          (names) =>
            `group { ${names.map((name, index) => `${type.fields[index]!.name}: ${name}`).join(', ')} }`,
        ),
  tensor: (type, item) =>
    withLoss(
      around([item], ([name]) => type.shape.reduce<string>((inner) => `LIST of ${inner}`, name!)),
      'parquet-shape',
      'Lists in lists: the file does not say that they all have the same length.',
    ),
  image: () =>
    lossy(
      'BYTE_ARRAY',
      'parquet-image',
      'The bytes of the file; size and colours are known when it is decoded.',
    ),
  nullable: unchanged,
};

/** Digits that fit into the whole types are kept in these. */
const decimalPhysical = (precision: number): string =>
  precision <= 9 ? 'INT32' : precision <= 18 ? 'INT64' : 'FIXED_LEN_BYTE_ARRAY';
