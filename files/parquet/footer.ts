import { Malformed, ThriftReader, TYPE } from './thrift-reader.ts';

/** One element of the schema, as it stands in the footer: a column, or a group of `children` that follow it. */
export interface SchemaElement {
  readonly name: string;
  readonly physical?: number;
  readonly length?: number;
  /** 0 required, 1 optional, 2 repeated. */
  readonly repetition: number;
  readonly children: number;
  readonly converted?: number;
  readonly scale: number;
  readonly precision: number;
  readonly logical?: LogicalType;
}

export interface LogicalType {
  /** Number of the field in the union `LogicalType` of parquet.thrift. */
  readonly id: number;
  readonly bits?: number;
  readonly signed?: boolean;
  readonly scale?: number;
  readonly precision?: number;
  readonly unit?: 'ms' | 'us' | 'ns';
  /** Moments are in UTC; otherwise they are what a clock on the wall shows. */
  readonly utc?: boolean;
}

export interface Footer {
  readonly elements: readonly SchemaElement[];
  readonly rows: number;
  readonly rowGroups: number;
  readonly codec?: number;
  /** Nulls of each column by its path, NaN where a row group does not count them; undefined in a cut footer. */
  readonly nulls: ReadonlyMap<string, number> | undefined;
}

const MOST_ELEMENTS = 100_000;

/**
 * Reads a file's metadata (`FileMetaData` of parquet.thrift). `cut` says that the bytes are only the
 * beginning of a long footer: what lies behind the schema may then be missing.
 */
export function readFooter(bytes: Uint8Array, cut: boolean): Footer {
  const reader = new ThriftReader(bytes);
  let elements: SchemaElement[] = [];
  let rows = 0;
  const groups: RowGroups = { count: 0, nulls: new Map() };
  try {
    reader.struct((field, type) => {
      if (field === 2 && type === TYPE.list) elements = readElements(reader);
      else if (field === 3 && type === TYPE.long) rows = reader.int();
      else if (field === 4 && type === TYPE.list) readRowGroups(reader, groups);
      else return false;
      return true;
    });
  } catch (error) {
    const isTooLong = cut && error instanceof Malformed && error.kind === 'past-end';
    if (!isTooLong || elements.length === 0) throw error;
    groups.nulls = undefined;
  }
  if (elements.length === 0) throw new Malformed('damaged', 'The footer has no schema');
  if (rows < 0) throw new Malformed('damaged', `The footer counts ${rows} rows`);
  return {
    elements,
    rows,
    rowGroups: groups.count,
    nulls: groups.nulls,
    ...(groups.codec === undefined ? {} : { codec: groups.codec }),
  };
}

function readElements(reader: ThriftReader): SchemaElement[] {
  const { length, type } = reader.list();
  if (type !== TYPE.struct) throw new Malformed('damaged', 'The schema is no list of elements');
  if (length > MOST_ELEMENTS) throw new Malformed('limit', `The schema has ${length} elements`);
  return Array.from({ length }, () => readElement(reader));
}

function readElement(reader: ThriftReader): SchemaElement {
  const element: { -readonly [K in keyof SchemaElement]: SchemaElement[K] } = {
    name: '',
    repetition: 0,
    children: 0,
    scale: 0,
    precision: 0,
  };
  reader.struct((field, type) => {
    if (field === 4 && type === TYPE.binary) element.name = reader.text();
    else if (field === 10 && type === TYPE.struct) element.logical = readLogicalType(reader);
    else if (type !== TYPE.int) return false;
    else if (field === 1) element.physical = reader.int();
    else if (field === 2) element.length = reader.int();
    else if (field === 3) element.repetition = reader.int();
    else if (field === 5) element.children = reader.int();
    else if (field === 6) element.converted = reader.int();
    else if (field === 7) element.scale = reader.int();
    else if (field === 8) element.precision = reader.int();
    else return false;
    return true;
  });
  return element;
}

const DECIMAL = 5;
const INTEGER = 10;
const UNITS = { 1: 'ms', 2: 'us', 3: 'ns' } as const;

function readLogicalType(reader: ThriftReader): LogicalType {
  const logical: { -readonly [K in keyof LogicalType]: LogicalType[K] } = { id: 0 };
  reader.struct((id, kind) => {
    if (kind !== TYPE.struct) return false;
    logical.id = id;
    reader.struct((field, type) => {
      const isTruth = type === TYPE.true || type === TYPE.false;
      if (id === INTEGER && field === 1 && type === TYPE.byte) logical.bits = reader.byte();
      else if (id === INTEGER && field === 2 && isTruth) logical.signed = type === TYPE.true;
      else if (id === DECIMAL && field === 1 && type === TYPE.int) logical.scale = reader.int();
      else if (id === DECIMAL && field === 2 && type === TYPE.int) logical.precision = reader.int();
      else if (field === 1 && isTruth) logical.utc = type === TYPE.true;
      else if (field === 2 && type === TYPE.struct) {
        reader.struct((unit) => {
          if (unit === 1 || unit === 2 || unit === 3) logical.unit = UNITS[unit];
          return false;
        });
      } else return false;
      return true;
    });
    return true;
  });
  return logical;
}

interface RowGroups {
  count: number;
  codec?: number;
  nulls: Map<string, number> | undefined;
}

/** Fills `groups` as far as the bytes go. */
function readRowGroups(reader: ThriftReader, groups: RowGroups): void {
  const { length, type } = reader.list();
  if (type !== TYPE.struct) throw new Malformed('damaged', 'The row groups are no list');
  groups.count = length;
  for (let index = 0; index < length; index++) {
    reader.struct((field, kind) => {
      if (field !== 1 || kind !== TYPE.list) return false;
      const chunks = reader.list();
      if (chunks.type !== TYPE.struct) throw new Malformed('damaged', 'A row group has no columns');
      for (let chunk = 0; chunk < chunks.length; chunk++) readChunk(reader, groups);
      return true;
    });
  }
}

/** Adds up the nulls of a column in a row group. */
function readChunk(reader: ThriftReader, groups: RowGroups): void {
  reader.struct((field, type) => {
    if (field !== 3 || type !== TYPE.struct) return false;
    const path: string[] = [];
    let nulls: number | undefined;
    reader.struct((part, kind) => {
      if (part === 3 && kind === TYPE.list) {
        const names = reader.list();
        if (names.type !== TYPE.binary) throw new Malformed('damaged', 'A column has no path');
        for (let index = 0; index < names.length; index++) path.push(reader.text());
      } else if (part === 4 && kind === TYPE.int) groups.codec = reader.int();
      else if (part === 12 && kind === TYPE.struct) {
        reader.struct((figure, of) => {
          if (figure !== 3 || of !== TYPE.long) return false;
          nulls = reader.int();
          return true;
        });
      } else return false;
      return true;
    });
    const name = path.join('.');
    const before = groups.nulls?.get(name) ?? 0;
    groups.nulls?.set(name, nulls === undefined ? Number.NaN : before + nulls);
    return true;
  });
}
