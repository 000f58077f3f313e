import type { Entry } from '../../generated/ast.ts';
import type { Block } from '../../model/lowering/block.ts';
import type { Origin, Sourced } from '../../model/origin.ts';
import type { TableColumn, TableFact, TableSchema } from '../../project/facts.ts';
import { whereIs } from '../../scoping/place.ts';
import { columns, schema, sink, source } from '../../vocabulary/areas/data.ts';
import { dataset } from '../../vocabulary/areas/datasets.ts';
import { LOCAL_ZONE, printType, UNKNOWN_TYPE, type DataType } from '../../types/data-type.ts';
import type { ModelView } from '../model-view.ts';
import { onBlock, type ElementCheck, type SystemReport } from '../rule.ts';

/** A declaration of rows and what the file or folder says that it names. */
export interface DataFile {
  readonly block: Block;
  readonly location: Sourced<string>;
  readonly format: Sourced<string>;
  readonly fact: TableFact;
  /** Columns that are written down. */
  readonly written: readonly WrittenColumn[];
}

export interface WrittenColumn {
  readonly name: string;
  readonly type: DataType;
  readonly isKey: boolean;
  readonly node: Entry;
  readonly file: string;
  readonly origin: Origin;
  /** Whether a fix may change it: it stands in the declaration, not in a template or environment. */
  readonly isOwn: boolean;
}

/** Formats whose files Tenon reads; the others mean more than one file. */
const FORMATS: ReadonlySet<string> = new Set(['parquet', 'csv', 'jsonl']);

/** Looks at each source, sink and dataset whose location is a data file or a folder of them. */
export function onDataFile(check: (data: DataFile, report: SystemReport) => void): ElementCheck[] {
  const look = (
    block: Block,
    location: Sourced<unknown> | undefined,
    model: ModelView,
    report: SystemReport,
  ): void => {
    const format = block.get('format') as Sourced<string> | undefined;
    if (typeof location?.value !== 'string' || !format || !FORMATS.has(format.value)) return;
    const fact = model.facts.schema(location.value);
    if (!fact) return;
    const { value, origin } = location;
    check(
      { block, location: { value, origin }, format, fact, written: writtenColumns(block, model) },
      report,
    );
  };
  return [
    onBlock(source, (block, model, report) => look(block, block.get('location'), model, report)),
    onBlock(dataset, (block, model, report) => look(block, block.get('location'), model, report)),
    onBlock(sink, (block, model, report) => {
      // What is replaced may have any columns.
      if (block.require('mode').value !== 'overwrite') look(block, block.get('location'), model, report);
    }),
  ];
}

/** The same, for files that could be read. */
export const onTable = (
  check: (data: DataFile & { readonly fact: TableSchema }, report: SystemReport) => void,
): ElementCheck[] =>
  onDataFile((data, report) => {
    const { fact } = data;
    if (!('problem' in fact)) check({ ...data, fact }, report);
  });

function writtenColumns(block: Block, model: ModelView): WrittenColumn[] {
  const names = model.analysis.scopeOf(block.symbol);
  return [schema, columns].flatMap((word) =>
    block.children(word).flatMap((child) =>
      child.rows().map(({ node, in: layer }) => {
        const symbol = names.member(block.symbol, node.name);
        return {
          name: node.name,
          type: symbol ? model.analysis.types.typeOf(symbol) : UNKNOWN_TYPE,
          isKey: node.flags.includes('key'),
          node,
          file: layer.reader.names.file.path,
          origin: { ...child.originOf(node, layer), range: whereIs(node, 'name') },
          isOwn: layer.layer === 'declaration',
        };
      }),
    ),
  );
}

export const columnOf = (fact: TableSchema, name: string): TableColumn | undefined =>
  fact.columns.find((column) => column.name === name);

/** How messages call the file: of a folder, the one that was read. */
export const fileName = ({ value }: Sourced<string>, { folder }: TableSchema): string =>
  folder ? `${value.replace(/\/$/u, '')}/${folder.first}` : value;

/** The type without its null mark, inside as well: writers seldom say which parts of a value may be null. */
export function withoutNulls(type: DataType): DataType {
  switch (type.kind) {
    case 'list':
      return { ...type, item: withoutNulls(type.item), nullable: false };
    case 'map':
      return { ...type, key: withoutNulls(type.key), value: withoutNulls(type.value), nullable: false };
    case 'struct': {
      const fields = type.fields.map((field) => ({ ...field, type: withoutNulls(field.type) }));
      return { ...type, fields, nullable: false };
    }
    default:
      return { ...type, nullable: false };
  }
}

/**
 * The type as a schema would have it; undefined for one that the language has no word for. Moments in UTC are
 * plain timestamps: how finely a file counts them is of no interest in a model.
 */
export function writtenType(type: DataType): string | undefined {
  const plain = plainMoments(type);
  const text = printType(plain);
  return /\bunknown\b/u.test(text) ? undefined : text;
}

function plainMoments(type: DataType): DataType {
  switch (type.kind) {
    case 'scalar': {
      if (type.name !== 'timestamp' || type.zone === LOCAL_ZONE) return type;
      return { kind: 'scalar', name: 'timestamp', nullable: type.nullable };
    }
    case 'list':
      return { ...type, item: plainMoments(type.item) };
    case 'map':
      return { ...type, key: plainMoments(type.key), value: plainMoments(type.value) };
    case 'struct':
      return { ...type, fields: type.fields.map((field) => ({ ...field, type: plainMoments(field.type) })) };
    default:
      return type;
  }
}
