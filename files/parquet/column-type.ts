import { scalar, UNKNOWN_TYPE, type DataType } from '../../language/index.ts';
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
  if (cursor.at !== elements.length) throw new Malformed('damaged', 'The schema has elements outside its root');
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
  // A repeated field outside a list is a list by itself.
  if (element.repetition === REPEATED && !isListLike(element)) return { kind: 'list', item: bare, nullable: false };
  return { ...bare, nullable: element.repetition === OPTIONAL };
}

const MAP = { logical: 2, converted: 1, old: 2 };
const LIST = { logical: 3, converted: 3 };

const isList = ({ logical, converted }: SchemaElement): boolean =>
  logical?.id === LIST.logical || converted === LIST.converted;
const isMap = ({ logical, converted }: SchemaElement): boolean =>
  logical?.id === MAP.logical || converted === MAP.converted || converted === MAP.old;
