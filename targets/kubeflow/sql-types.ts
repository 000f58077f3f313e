import type { DataType, ScalarName } from '../../language/types/data-type.ts';

const SCALARS: Readonly<Record<ScalarName, string>> = {
  bool: 'BOOLEAN',
  int8: 'TINYINT',
  int16: 'SMALLINT',
  int32: 'INTEGER',
  int64: 'BIGINT',
  uint8: 'UTINYINT',
  uint16: 'USMALLINT',
  uint32: 'UINTEGER',
  uint64: 'UBIGINT',
  // DuckDB has no half precision; every half is exactly a FLOAT.
  float16: 'FLOAT',
  bfloat16: 'FLOAT',
  float32: 'FLOAT',
  float64: 'DOUBLE',
  string: 'VARCHAR',
  bytes: 'BLOB',
  date: 'DATE',
  timestamp: 'TIMESTAMPTZ',
  duration: 'INTERVAL',
};

/** DuckDB's name of a type; undefined when nothing is known about it. */
export function sqlType(type: DataType): string | undefined {
  switch (type.kind) {
    case 'scalar':
      return SCALARS[type.name];
    case 'decimal':
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case 'enum':
      return 'VARCHAR';
    case 'list': {
      const item = sqlType(type.item);
      return item && `${item}[]`;
    }
    case 'struct': {
      const fields = type.fields.map((field) => [field.name, sqlType(field.type)] as const);
      if (fields.some(([, inner]) => inner === undefined)) return undefined;
      return `STRUCT(${fields.map(([name, inner]) => `"${name}" ${inner}`).join(', ')})`;
    }
    case 'map': {
      const [key, value] = [sqlType(type.key), sqlType(type.value)];
      return key && value && `MAP(${key}, ${value})`;
    }
    case 'image':
      return 'BLOB';
    case 'tensor':
      return (
        SCALARS[type.item] +
        type.shape.map((size) => (typeof size === 'number' ? `[${size}]` : '[]')).join('')
      );
    case 'unknown':
      return undefined;
  }
}
