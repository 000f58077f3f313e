import { scalar, UNKNOWN_TYPE, type DataType } from '../../language/types/data-type.ts';

/** What lies deeper is not told apart. */
const DEEPEST = 16;
/** Items of a list, and fields of an object, that are looked at. */
const MOST_PARTS = 1_000;

/** The type of a value as JSON writes it. */
export function typeOfJson(value: unknown, depth = 0): DataType {
  if (value === null) return { ...UNKNOWN_TYPE, nullable: true };
  if (typeof value === 'boolean') return scalar('bool');
  if (typeof value === 'number') return scalar(Number.isInteger(value) ? 'int64' : 'float64');
  if (typeof value === 'string') return scalar('string');
  if (depth >= DEEPEST || typeof value !== 'object') return UNKNOWN_TYPE;
  if (Array.isArray(value)) {
    const items = (value as unknown[]).slice(0, MOST_PARTS).map((item) => typeOfJson(item, depth + 1));
    const item = items.reduce<DataType | undefined>((known, type) => mergeTypes(known, type), undefined);
    return { kind: 'list', item: item ?? UNKNOWN_TYPE, nullable: false };
  }
  const fields = Object.entries(value)
    .slice(0, MOST_PARTS)
    .map(([name, field]) => ({ name, type: typeOfJson(field, depth + 1) }));
  return { kind: 'struct', fields, nullable: false };
}

/** A type that holds values of both; unknown where there is none. */
export function mergeTypes(known: DataType | undefined, type: DataType): DataType {
  if (known === undefined) return type;
  const nullable = known.nullable || type.nullable;
  if (known.kind === 'unknown') return { ...type, nullable };
  if (type.kind === 'unknown') return { ...known, nullable };
  if (known.kind === 'list' && type.kind === 'list') {
    return { kind: 'list', item: mergeTypes(known.item, type.item), nullable };
  }
  if (known.kind === 'struct' && type.kind === 'struct') return mergeStructs(known, type, nullable);
  if (known.kind === 'scalar' && type.kind === 'scalar') {
    if (known.name === type.name) return { ...known, nullable };
    const areNumbers = [known.name, type.name].every((name) => name === 'int64' || name === 'float64');
    if (areNumbers) return scalar('float64', nullable);
  }
  return { ...UNKNOWN_TYPE, nullable };
}

type Struct = Extract<DataType, { kind: 'struct' }>;

/** A field that one of the two lacks may be null. */
function mergeStructs(known: Struct, type: Struct, nullable: boolean): DataType {
  const fields = new Map(known.fields.map((field) => [field.name, field.type]));
  const others = new Map(type.fields.map((field) => [field.name, field.type]));
  for (const [name, field] of fields) {
    const other = others.get(name);
    fields.set(name, other ? mergeTypes(field, other) : { ...field, nullable: true });
  }
  for (const [name, field] of others) if (!fields.has(name)) fields.set(name, { ...field, nullable: true });
  return { kind: 'struct', fields: [...fields].map(([name, field]) => ({ name, type: field })), nullable };
}
