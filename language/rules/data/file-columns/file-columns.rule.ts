import type { TableColumn, TableSchema } from '../../../project/facts.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import { whereIs } from '../../../scoping/place.ts';
import { printType, type DataType } from '../../../types/data-type.ts';
import { printName } from '../../../types/print-name.ts';
import { fit, lossesOf } from '../../../types/unify.ts';
import { removeStatement, replaceNode } from '../../edits.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import type { Rule, SystemReport } from '../../rule.ts';
import {
  columnOf,
  fileName,
  onTable,
  withoutNulls,
  writtenType,
  type DataFile,
  type WrittenColumn,
} from '../data-file.ts';

/** Declared columns are held against those of the data file: names, and types where the file tells them. */
export const rule: Rule = {
  code: 'TN1310',
  name: 'file-columns',
  summary: 'A declared column is missing in the data file, or has another type there.',
  severity: 'error',
  reach: 'element',
  checks: onTable((data, report) => {
    const { written, fact, location, block } = data;
    const missing = written.filter(({ name }) => !columnOf(fact, name));
    if (missing.length > 1 && missing.length === written.length) {
      // It is another file: one finding says more than one for each column.
      report({
        message: `${fileName(location, fact)} has none of the ${written.length} columns of ${block.symbol.name}.`,
        origin: location.origin,
        help: `It has ${shortList(fact.columns.map(({ name }) => name))}.`,
      });
      return;
    }
    for (const column of written) {
      const real = columnOf(fact, column.name);
      if (!real) reportMissing(column, data, report);
      else if (fact.sampled === undefined || real.partition) reportType(column, real, data, report);
    }
  }),
  fixes: [replaceFix],
};

type Data = DataFile & { readonly fact: TableSchema };

function reportMissing(column: WrittenColumn, { fact, location, written }: Data, report: SystemReport): void {
  const { name, file, node, origin, isOwn } = column;
  // A key that no object of the first lines has may still come later.
  if (fact.format === 'jsonl' && column.type.nullable) return;
  const free = fact.columns
    .map((each) => each.name)
    .filter((each) => !written.some((other) => other.name === each));
  const near = suggest(name, free);
  const rename: Replacement[] =
    near === undefined
      ? []
      : [
          {
            title: `Change to ${near}`,
            edits: [{ file, range: whereIs(node, 'name'), newText: printName(near) }],
            preferred: true,
          },
        ];
  const remove: Replacement = { title: `Remove ${name}`, edits: [removeStatement(file, node)] };
  report({
    message: `${fileName(location, fact)} has no column ${name}.`,
    origin,
    help:
      near === undefined
        ? `It has ${shortList(fact.columns.map((each) => each.name))}.`
        : `Did you mean ${near}?`,
    ...(isOwn ? { data: { replacements: [...rename, remove] } } : {}),
  });
}

function reportType(
  column: WrittenColumn,
  real: TableColumn,
  { fact, location }: Data,
  report: SystemReport,
): void {
  const why = difference(real.type, column.type);
  if (why === undefined) return;
  const there = printType(withoutNulls(real.type));
  const right = writtenType({ ...real.type, nullable: column.type.nullable || real.type.nullable });
  const { node, file } = column;
  report({
    message: `${column.name} is ${printType({ ...column.type, nullable: false })} here, and ${there} in ${fileName(location, fact)}.`,
    origin: node.value ? { ...column.origin, range: whereIs(node.value) } : column.origin,
    help: why === '' ? 'Declare what the file has, or convert it in a step.' : `${why}.`,
    ...(column.isOwn && node.value && right !== undefined
      ? {
          data: {
            replacements: [
              {
                title: `Change the type to ${right}`,
                edits: [replaceNode(file, node.value, right)],
                preferred: true,
              },
            ],
          },
        }
      : {}),
  });
}

/** Losses that belong to the way in which tensors and structs are read. */
const EXPECTED_LOSSES: ReadonlySet<string> = new Set(['length', 'fields']);

/** Why values of a file can't be read as declared, as a clause; undefined when they can. */
function difference(inFile: DataType, declared: DataType): string | undefined {
  const [actual, expected] = [withoutNulls(inFile), withoutNulls(declared)];
  if (actual.kind === 'scalar' && isStoredAs(actual.name, expected)) return undefined;
  if (isScalar(actual, 'bool') && !isScalar(expected, 'bool')) return '';
  const result = fit(actual, expected);
  if (!result.fits) return '';
  const loss = lossesOf(result).find(({ id }) => !EXPECTED_LOSSES.has(id));
  return loss && `Read so, ${loss.text}`;
}

/** Types that files have no word of their own for. */
function isStoredAs(actual: string, expected: DataType): boolean {
  if (expected.kind === 'enum') return actual === 'string';
  if (expected.kind === 'image' || expected.kind === 'tensor')
    return actual === 'bytes' || actual === 'string';
  if (expected.kind !== 'scalar') return false;
  return (
    (expected.name === 'duration' && actual === 'int64') ||
    (expected.name === 'string' && actual === 'bytes') ||
    (expected.name === 'bfloat16' && actual === 'float32')
  );
}

const isScalar = (type: DataType, name: string): boolean => type.kind === 'scalar' && type.name === name;

const MOST_NAMES = 8;

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}
