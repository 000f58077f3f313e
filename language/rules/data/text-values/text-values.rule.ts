import type { TableColumn, TableSchema, TextKind } from '../../../project/facts.ts';
import { whereIs } from '../../../scoping/place.ts';
import { isFloatName, isIntegerName, printType, type DataType } from '../../../types/data-type.ts';
import { fit } from '../../../types/unify.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
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

/** A text has no types: each value is read as declared, and the first that can't be read stops the reader. */
export const rule: Rule = {
  code: 'TN1314',
  name: 'text-values',
  summary: 'A value in a CSV or JSON file cannot be read as the type of its column.',
  severity: 'error',
  reach: 'element',
  checks: onTable((data, report) => {
    const { fact, written } = data;
    if (fact.sampled === undefined) return;
    for (const column of written) {
      const real = columnOf(fact, column.name);
      const problem = real && !real.partition ? misread(real, column, data) : undefined;
      if (problem) reportValue(column, real!, problem, report);
    }
  }),
  fixes: [replaceFix],
};

function reportValue(column: WrittenColumn, real: TableColumn, problem: string, report: SystemReport): void {
  const { node, file, isOwn, type } = column;
  const right = writtenType({ ...real.type, nullable: type.nullable || real.type.nullable });
  report({
    message: problem,
    origin: node.value ? { ...column.origin, range: whereIs(node.value) } : column.origin,
    help: right === undefined ? 'Correct the value.' : `Correct the value, or declare ${right}.`,
    ...(isOwn && node.value && right !== undefined
      ? {
          data: {
            replacements: [
              { title: `Change the type to ${right}`, edits: [replaceNode(file, node.value, right)] },
            ],
          },
        }
      : {}),
  });
}

type Data = DataFile & { readonly fact: TableSchema };

function misread(
  real: TableColumn,
  { name, type }: WrittenColumn,
  { fact, location }: Data,
): string | undefined {
  const file = fileName(location, fact);
  const here = `${name} is ${printType({ ...type, nullable: false })} here`;
  if (!real.misfits) {
    const fits = fit(withoutNulls(real.type), withoutNulls(type)).fits;
    return fits ? undefined : `${here}, and ${printType(withoutNulls(real.type))} in ${file}.`;
  }
  const kind = kindOf(type);
  if (kind === undefined || (kind === 'bool' && isZeroOrOne(real))) return undefined;
  const misfit = real.misfits[kind];
  if (misfit) return `${here}, and line ${misfit.line} of ${file} holds "${misfit.text}".`;
  const beyond = kind === 'integer' ? outside(real, type) : undefined;
  return beyond === undefined ? undefined : `${here}, and ${file} holds ${beyond}.`;
}

/** What texts must be to be read as a type; undefined where every text will do. */
function kindOf(type: DataType): TextKind | undefined {
  if (type.kind === 'decimal') return 'number';
  if (type.kind !== 'scalar') return undefined;
  if (isIntegerName(type.name)) return 'integer';
  if (isFloatName(type.name)) return 'number';
  return type.name === 'bool' || type.name === 'date' || type.name === 'timestamp' ? type.name : undefined;
}

const isZeroOrOne = ({ misfits, range }: TableColumn): boolean =>
  !misfits?.integer && range !== undefined && range[0] >= 0 && range[1] <= 1;

/** A whole number that the type has no room for. */
function outside({ range }: TableColumn, type: DataType): number | undefined {
  const [, unsigned, bits] = (type.kind === 'scalar' && /^(u?)int(\d+)$/u.exec(type.name)) || [];
  if (!range || bits === undefined) return undefined;
  const [least, most] = unsigned
    ? [0, 2 ** Number(bits) - 1]
    : [-(2 ** (Number(bits) - 1)), 2 ** (Number(bits) - 1) - 1];
  if (range[0] < least) return range[0];
  return range[1] > most ? range[1] : undefined;
}
