import { isStringLiteral, type Declaration } from '../../../language/generated/ast.ts';
import type { TableColumn, TableSchema } from '../../../language/project/facts.ts';
import { scalar } from '../../../language/types/data-type.ts';
import { operator, type Fault } from '../fault.ts';
import { entry, textOf, type Survey } from '../survey.ts';

export const dataFileGone = operator({
  name: 'data-file-gone',
  area: 'data',
  failure: 'The file that a source names was moved; the first step of the night fails.',
  *plant(survey) {
    for (const source of survey.declarations('source', 'dataset')) {
      const location = entry(source, 'location')?.value;
      if (!isStringLiteral(location)) continue;
      const path = location.value;
      const { facts } = survey;
      if (facts.exists(path) !== true) continue;
      yield {
        at: location,
        edits: [],
        facts: {
          exists: (each) => (each === path ? false : facts.exists(each)),
          schema: (each) => (each === path ? undefined : facts.schema(each)),
        },
        says: `${path} is gone`,
      };
    }
  },
});

export const formatDiffers = operator({
  name: 'format-differs',
  area: 'data',
  failure: 'The declared format is not that of the file; the reader fails, or reads one column of rubbish.',
  *plant(survey) {
    for (const source of survey.declarations('source', 'dataset')) {
      const format = entry(source, 'format')?.value;
      const location = entry(source, 'location')?.value;
      if (
        format &&
        isStringLiteral(location) &&
        textOf(format) === 'parquet' &&
        location.value.endsWith('.parquet')
      )
        yield {
          at: format,
          edits: [survey.replace(format, 'csv')],
          says: 'format: parquet → csv of a .parquet file',
        };
      if (format && isStringLiteral(location) && textOf(format) === 'csv' && location.value.endsWith('.csv'))
        yield {
          at: format,
          edits: [survey.replace(format, 'parquet')],
          says: 'format: csv → parquet of a .csv file',
        };
    }
  },
});

/** Sources whose file can be read, with what it says. */
function readable(survey: Survey): { source: Declaration; path: string; fact: TableSchema }[] {
  return survey.declarations('source', 'dataset').flatMap((source) => {
    const location = entry(source, 'location')?.value;
    const fact = isStringLiteral(location) ? survey.facts.schema(location.value) : undefined;
    return isStringLiteral(location) && fact && 'columns' in fact
      ? [{ source, path: location.value, fact }]
      : [];
  });
}

/** One column of the file is different; only columns that the model declares count. */
function* changedFile(
  survey: Survey,
  change: (column: TableColumn) => readonly TableColumn[],
  says: string,
): Iterable<Fault> {
  const { facts } = survey;
  for (const { source, path, fact } of readable(survey))
    for (const column of fact.columns) {
      const declared = survey.symbol(source)?.members.get(column.name);
      if (!declared) continue;
      const columns = fact.columns.flatMap((each) => (each === column ? change(each) : [each]));
      const changed: TableSchema = { ...fact, columns };
      yield {
        at: declared.node,
        edits: [],
        facts: { schema: (each) => (each === path ? changed : facts.schema(each)) },
        joints: [source],
        says: `${path}: ${column.name} ${says}`,
      };
    }
}

export const fileLosesColumn = operator({
  name: 'file-loses-column',
  area: 'data',
  failure: 'The producer of a file leaves a column out; the model still declares it.',
  plant: (survey) => changedFile(survey, () => [], 'is no longer there'),
});

export const fileRenamesColumn = operator({
  name: 'file-renames-column',
  area: 'data',
  failure: 'The producer of a file renames a column.',
  plant: (survey) =>
    changedFile(survey, (column) => [{ ...column, name: `${column.name}_v2` }], 'has a new name'),
});

export const fileRetypesColumn = operator({
  name: 'file-retypes-column',
  area: 'data',
  failure: 'The producer of a file writes another type.',
  plant: (survey) =>
    changedFile(survey, (column) => [{ ...column, type: scalar('bool', true) }], 'is bool now'),
});
