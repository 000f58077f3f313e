import type { DataType, ScalarName } from '../data-type.ts';
import {
  as,
  around,
  fieldPlaces,
  lossy,
  none,
  unchanged,
  withLoss,
  type SystemTypes,
  type TypePlace,
} from './system-types.ts';

const HALF = 'SQL has no half precision; each value is exactly a REAL and takes twice the room.';

/** What standard SQL and PostgreSQL have in common: neither has unsigned or 8-bit numbers. */
const NUMBERS = (lower: boolean): Readonly<Pick<Record<ScalarName, TypePlace>, NumberName>> => {
  const name = (text: string): string => (lower ? text.toLowerCase() : text);
  return {
    int8: as(name('SMALLINT')),
    int16: as(name('SMALLINT')),
    int32: as(name('INTEGER')),
    int64: as(name('BIGINT')),
    uint8: as(name('SMALLINT')),
    uint16: as(name('INTEGER')),
    uint32: as(name('BIGINT')),
    uint64: as(name('NUMERIC(20, 0)')),
    float16: lossy(name('REAL'), 'sql-float16', HALF),
    bfloat16: lossy(name('REAL'), 'sql-bfloat16', HALF),
    float32: as(name('REAL')),
    float64: as(name('DOUBLE PRECISION')),
    date: as(name('DATE')),
  };
};
type NumberName =
  | 'int8' | 'int16' | 'int32' | 'int64' | 'uint8' | 'uint16' | 'uint32' | 'uint64'
  | 'float16' | 'bfloat16' | 'float32' | 'float64' | 'date'; // prettier-ignore

const IMAGE_TEXT = 'The bytes of the file; size and colours are known when it is decoded.';
const DIGITS = { s: 0, ms: 3, us: 6, ns: 9 } as const;

/** Standard SQL (ISO/IEC 9075-2:2023). */
export const sql: SystemTypes = {
  title: 'SQL',
  sources: ['ISO/IEC 9075-2:2023, 4 (concepts) and 6.1 (data type)'],
  scalars: {
    ...NUMBERS(false),
    bool: as('BOOLEAN'),
    string: as('CHARACTER VARYING'),
    bytes: as('BINARY LARGE OBJECT'),
    timestamp: as('TIMESTAMP(6) WITH TIME ZONE'),
    duration: as('INTERVAL DAY TO SECOND(6)'),
  },
  time(type) {
    const digits = DIGITS[type.unit ?? 'us'];
    if (type.name === 'duration') return as(`INTERVAL DAY TO SECOND(${digits})`);
    if (type.zone === 'local') return as(`TIMESTAMP(${digits})`);
    return namedZone(type, as(`TIMESTAMP(${digits}) WITH TIME ZONE`));
  },
  decimal: (type) => as(`NUMERIC(${type.precision}, ${type.scale})`),
  enum: () =>
    lossy('CHARACTER VARYING', 'sql-enum', 'A text; only a CHECK constraint keeps other values out.'),
  list: (type, inner) => around([inner(type.item)], ([item]) => `${item} ARRAY`),
  map: () => none('Standard SQL has no map; use rows of a second table.'),
  struct: (type, inner) =>
    around(
      fieldPlaces(type, inner),
      (names) => `ROW(${names.map((name, index) => `${type.fields[index]!.name} ${name}`).join(', ')})`,
    ),
  tensor: (type, item) =>
    withLoss(
      around([item], ([name]) => `${name}${type.shape.map(arraySize).join('')}`),
      'sql-shape',
      'Arrays in arrays: a size is the largest that is allowed, not the one that there is.',
    ),
  image: () => lossy('BINARY LARGE OBJECT', 'sql-image', IMAGE_TEXT),
  nullable: unchanged,
};

/** PostgreSQL. */
export const postgres: SystemTypes = {
  title: 'PostgreSQL',
  sources: [
    'postgresql.org/docs/current/datatype.html',
    'postgresql.org/docs/current/datatype-datetime.html',
    'postgresql.org/docs/current/arrays.html',
  ],
  scalars: {
    ...NUMBERS(true),
    bool: as('boolean'),
    string: as('text'),
    bytes: as('bytea'),
    timestamp: as('timestamp with time zone'),
    duration: as('interval'),
  },
  time(type) {
    const base =
      type.name === 'duration' ? 'interval' : `timestamp with${type.zone === 'local' ? 'out' : ''} time zone`;
    const place = as(base);
    if (type.unit === 'ns') {
      return withLoss(
        place,
        'postgres-nanoseconds',
        'Times are kept to the microsecond; finer parts are rounded.',
      );
    }
    return type.name === 'duration' ? place : namedZone(type, place);
  },
  decimal: (type) => as(`numeric(${type.precision}, ${type.scale})`),
  enum: (type) => as(`enum (${type.values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`),
  list: (type, inner) => around([inner(type.item)], ([item]) => `${item}[]`),
  map: () => lossy('jsonb', 'postgres-map', 'JSON: keys become texts, and numbers have the types of JSON.'),
  struct: (type, inner) =>
    around(
      fieldPlaces(type, inner),
      (names) => `(${names.map((name, index) => `${type.fields[index]!.name} ${name}`).join(', ')})`,
    ),
  tensor: (type, item) =>
    withLoss(
      around([item], ([name]) => `${name}${type.shape.map(() => '[]').join('')}`),
      'postgres-shape',
      'Sizes of arrays can be written, but PostgreSQL does not hold anybody to them.',
    ),
  image: () => lossy('bytea', 'postgres-image', IMAGE_TEXT),
  nullable: unchanged,
};

const arraySize = (size: number | string): string =>
  typeof size === 'number' ? ` ARRAY[${size}]` : ' ARRAY';

/** Both keep the moment, and at most its offset. */
function namedZone(type: Extract<DataType, { kind: 'scalar' }>, place: TypePlace): TypePlace {
  return type.zone === undefined || type.zone === 'UTC' || type.zone === 'local'
    ? place
    : withLoss(place, 'sql-zone', 'The moment is kept; the name of the zone is not.');
}
