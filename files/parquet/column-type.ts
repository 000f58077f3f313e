import { LOCAL_ZONE, scalar, UNKNOWN_TYPE, type DataType } from '../../language/types/data-type.ts';
import type { LogicalType, SchemaElement } from './footer.ts';
import { Malformed } from './thrift-reader.ts';

const DEEPEST = 64;
const OPTIONAL = 1;
const REPEATED = 2;

export interface ParquetColumn {
  readonly name: string;
  readonly type: DataType;
  /** Whether it is one column of values, whose nulls the footer counts. */
  readonly isPlain: boolean;
}

/** Builds the columns from the flat list of elements; groups become structs, lists and maps. */
export function columnsOf(elements: readonly SchemaElement[]): ParquetColumn[] {
  const [root] = elements;
  const cursor = { at: 1 };
  const columns = childrenOf(root!, elements, cursor, 1).map(({ element, type }) => ({
    name: element.name,
    type,
    isPlain: element.children === 0 && element.repetition !== REPEATED,
  }));
  if (cursor.at !== elements.length)
    throw new Malformed('damaged', 'The schema has elements outside its root');
  return columns;
}

interface Node {
  readonly element: SchemaElement;
  readonly type: DataType;
  readonly children: readonly Node[];
}

function childrenOf(
  parent: SchemaElement,
  elements: readonly SchemaElement[],
  cursor: { at: number },
  depth: number,
): Node[] {
  if (depth > DEEPEST) throw new Malformed('limit', `Columns are nested deeper than ${DEEPEST}`);
  if (parent.children < 0 || parent.children > elements.length - cursor.at) {
    throw new Malformed('damaged', `${parent.name} has ${parent.children} children`);
  }
  const nodes: Node[] = [];
  for (let index = 0; index < parent.children; index++) {
    const element = elements[cursor.at++];
    if (element === undefined) throw new Malformed('damaged', `A child of ${parent.name} is missing`);
    const children = element.children === 0 ? [] : childrenOf(element, elements, cursor, depth + 1);
    nodes.push({ element, type: typeOf(element, children), children });
  }
  return nodes;
}

function typeOf(element: SchemaElement, children: readonly Node[]): DataType {
  const bare = children.length === 0 ? valueType(element) : groupType(element, children);
  // A repeated field is a list, also where no group around it says so.
  if (element.repetition === REPEATED) return { kind: 'list', item: bare, nullable: false };
  return { ...bare, nullable: element.repetition === OPTIONAL };
}

/** Lists and maps are groups around one repeated child, in one of the forms that writers have used over time. */
function groupType(element: SchemaElement, children: readonly Node[]): DataType {
  const [child] = children;
  const isWrapper = children.length === 1 && child?.element.repetition === REPEATED;
  if (isWrapper && isMap(element) && child.children.length === 2) {
    const [key, value] = child.children;
    return { kind: 'map', key: key!.type, value: value!.type, nullable: false };
  }
  if (isWrapper && isList(element)) {
    return { kind: 'list', item: itemType(element, child), nullable: false };
  }
  const fields = children.map(({ element: { name }, type }) => ({ name, type }));
  return { kind: 'struct', fields, nullable: false };
}

/** The rules of the format for telling a wrapper from an item ("backward compatibility" of LIST). */
function itemType(list: SchemaElement, { element, children, type }: Node): DataType {
  const isItem = children.length !== 1 || element.name === 'array' || element.name === `${list.name}_tuple`;
  if (!isItem) return children[0]!.type;
  return type.kind === 'list' ? type.item : UNKNOWN_TYPE;
}

const isMap = ({ logical, converted }: SchemaElement): boolean =>
  logical?.id === LOGICAL.map || converted === CONVERTED.map || converted === CONVERTED.mapKeyValue;
const isList = ({ logical, converted }: SchemaElement): boolean =>
  logical?.id === LOGICAL.list || converted === CONVERTED.list;

function valueType(element: SchemaElement): DataType {
  const { logical, converted } = element;
  const annotated = logical ? logicalType(logical, element) : undefined;
  return (
    annotated ??
    (converted === undefined ? undefined : convertedType(converted, element)) ??
    physicalType(element)
  );
}

/** Numbers of parquet.thrift; the order of physical types is that of `Type`. */
const LOGICAL = {
  string: 1, map: 2, list: 3, enum: 4, decimal: 5, date: 6, time: 7, timestamp: 8, integer: 10,
  null: 11, json: 12, bson: 13, uuid: 14, float16: 15,
} as const; // prettier-ignore
const CONVERTED = {
  utf8: 0, map: 1, mapKeyValue: 2, list: 3, enum: 4, decimal: 5, date: 6, timeMillis: 7, timeMicros: 8,
  timestampMillis: 9, timestampMicros: 10, uint8: 11, int64: 18, json: 19, bson: 20, interval: 21,
} as const; // prettier-ignore

function logicalType(logical: LogicalType, element: SchemaElement): DataType | undefined {
  switch (logical.id) {
    case LOGICAL.string:
    case LOGICAL.enum:
    case LOGICAL.json:
      return scalar('string');
    case LOGICAL.decimal:
      return decimal(logical.precision ?? element.precision, logical.scale ?? element.scale);
    case LOGICAL.date:
      return scalar('date');
    case LOGICAL.timestamp:
      return timestamp(logical.unit, logical.utc ?? true);
    case LOGICAL.integer:
      return integer(logical.bits ?? 0, logical.signed ?? true);
    case LOGICAL.bson:
    case LOGICAL.uuid:
      return scalar('bytes');
    case LOGICAL.float16:
      return scalar('float16');
    case LOGICAL.time:
    case LOGICAL.null:
      return UNKNOWN_TYPE;
    default:
      return undefined;
  }
}

const INTEGERS = ['uint8', 'uint16', 'uint32', 'uint64', 'int8', 'int16', 'int32', 'int64'] as const;

/** Annotations of writers before 2018. */
function convertedType(converted: number, { precision, scale }: SchemaElement): DataType | undefined {
  if (converted >= CONVERTED.uint8 && converted <= CONVERTED.int64) {
    return scalar(INTEGERS[converted - CONVERTED.uint8]!);
  }
  switch (converted) {
    case CONVERTED.utf8:
    case CONVERTED.enum:
    case CONVERTED.json:
      return scalar('string');
    case CONVERTED.decimal:
      return decimal(precision, scale);
    case CONVERTED.date:
      return scalar('date');
    case CONVERTED.timestampMillis:
      return timestamp('ms', true);
    case CONVERTED.timestampMicros:
      return timestamp('us', true);
    case CONVERTED.bson:
      return scalar('bytes');
    case CONVERTED.interval:
      return scalar('duration');
    case CONVERTED.timeMillis:
    case CONVERTED.timeMicros:
      return UNKNOWN_TYPE;
    default:
      return undefined;
  }
}

function physicalType({ physical }: SchemaElement): DataType {
  switch (physical) {
    case 0:
      return scalar('bool');
    case 1:
      return scalar('int32');
    case 2:
      return scalar('int64');
    case 3:
      // Ninety-six bits hold the moments of old writers, in nanoseconds.
      return { kind: 'scalar', name: 'timestamp', unit: 'ns', nullable: false };
    case 4:
      return scalar('float32');
    case 5:
      return scalar('float64');
    case 6:
    case 7:
      return scalar('bytes');
    default:
      return UNKNOWN_TYPE;
  }
}

const decimal = (precision: number, scale: number): DataType => ({
  kind: 'decimal',
  precision,
  scale,
  nullable: false,
});

function integer(bits: number, signed: boolean): DataType {
  const name = INTEGERS.find((each) => each === `${signed ? '' : 'u'}int${bits}`);
  return name === undefined ? UNKNOWN_TYPE : scalar(name);
}

const timestamp = (unit: LogicalType['unit'], utc: boolean): DataType => ({
  kind: 'scalar',
  name: 'timestamp',
  ...(unit ? { unit } : {}),
  zone: utc ? 'UTC' : LOCAL_ZONE,
  nullable: false,
});
