import type { AstNode } from 'langium';
import { isActionNode } from '../syntax-kinds.ts';
import { isBinary, isStringLiteral, type Binary, type Declaration, type Entry } from '../../../language/generated/ast.ts';
import { scalar } from '../../../language/types/data-type.ts';
import type { TableColumn, TableSchema } from '../../../language/project/facts.ts';
import { operator, type Fault } from '../fault.ts';
import { actionsOf, below, clause, entries, entry, items, statementsOf, textOf, type Survey } from '../survey.ts';

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
      if (format && isStringLiteral(location) && textOf(format) === 'parquet' && location.value.endsWith('.parquet'))
        yield { at: format, edits: [survey.replace(format, 'csv')], says: 'format: parquet → csv of a .parquet file' };
      if (format && isStringLiteral(location) && textOf(format) === 'csv' && location.value.endsWith('.csv'))
        yield { at: format, edits: [survey.replace(format, 'parquet')], says: 'format: csv → parquet of a .csv file' };
    }
  },
});

export const sourceRenamed = operator({
  name: 'topic-without-platform',
  area: 'data',
  failure: 'A stream has a topic and no platform to read it from.',
  *plant(survey) {
    for (const node of survey.declarations('source', 'sink')) {
      const from = clause(node, node.noun === 'source' ? 'from' : 'to');
      if (from && entry(node, 'topic'))
        yield { at: node, edits: [survey.remove(from)], says: `${node.name} loses ${textOf(from)}` };
    }
  },
});

export const partitionUnknown = operator({
  name: 'partition-column-renamed',
  area: 'data',
  failure: 'A sink is partitioned by a column that its rows do not have; the write fails after hours of work.',
  *plant(survey) {
    for (const sink of survey.declarations('sink')) {
      for (const item of items(entry(sink, 'partition')?.value))
        yield {
          at: sink,
          edits: [survey.replace(item, `${textOf(item)}_key`)],
          says: `partition by ${textOf(item)}_key, which no row has`,
        };
    }
  },
});

export const sharesOfSplitOff = operator({
  name: 'split-shares-off',
  area: 'data',
  failure: 'The shares of a split do not add up to 100 %; rows are lost, or used twice.',
  *plant(survey) {
    for (const action of survey.actions('split')) {
      const part = entries(action)[0];
      const share = part?.value;
      const match = share && /^(\d+)%$/.exec(textOf(share));
      if (match && Number(match[1]) > 10 && !survey.around(action, 'experiment'))
        yield {
          at: part,
          edits: [survey.replace(share!, `${Number(match[1]) - 10}%`)],
          says: `split ${part.name}: ${match[0]} → ${Number(match[1]) - 10}%`,
        };
    }
  },
});

export const splitByRow = operator({
  name: 'split-by-row',
  area: 'data',
  failure: 'Rows of one person land on both sides of the split; the evaluation is too good to be true.',
  *plant(survey) {
    for (const dataset of survey.declarations('dataset', 'source')) {
      const columns = [...(survey.symbol(dataset)?.members.values() ?? [])].filter(({ kind }) => kind === 'column');
      const rowKey = columns.filter(({ node }) => (node as Entry).flags.includes('key'));
      if (rowKey.length !== 1) continue;
      for (const action of actionsOf(dataset, 'split')) {
        const by = clause(action, 'by')?.value;
        const column = by && columns.find(({ name }) => name === textOf(by));
        const isPerson = column && (column.node as Entry).flags.includes('pii');
        if (by && isPerson && column !== rowKey[0])
          yield {
            at: action,
            edits: [survey.replace(by, rowKey[0]!.name)],
            says: `split by ${textOf(by)} → by ${rowKey[0]!.name}, the key of a row`,
          };
      }
    }
  },
});

export const evaluatedOnTraining = operator({
  name: 'evaluated-on-training-rows',
  area: 'pipelines',
  failure: 'A model is evaluated on the rows that it was trained on, and passes every gate.',
  *plant(survey) {
    for (const train of survey.actions('train')) {
      const on = clause(train, 'on')?.value;
      if (on?.$type !== 'Member') continue;
      const pipeline = survey.around(train, 'pipeline');
      for (const evaluate of below(pipeline, isActionNode)) {
        const other = clause(evaluate, 'on')?.value;
        if (evaluate.verb !== 'evaluate' || other?.$type !== 'Member') continue;
        if (survey.meaning(other.receiver) !== survey.meaning(on.receiver) || other.member === on.member) continue;
        yield { at: evaluate, edits: [survey.replace(other, textOf(on))], says: `evaluate on ${textOf(other)} → ${textOf(on)}` };
      }
    }
  },
});

export const rangeReversed = operator({
  name: 'range-reversed',
  area: 'language',
  failure: 'The ends of a range are swapped; nothing is ever inside.',
  *plant(survey) {
    for (const node of survey.all(isRange)) {
      const [left, right] = [textOf(node.left), textOf(node.right)];
      const numbers = [left, right].map((text) => Number(text.replaceAll('_', '')));
      if (numbers.every(Number.isFinite) && numbers[0]! < numbers[1]!)
        yield { at: node, edits: [survey.replace(node, `${right}..${left}`)], says: `${left}..${right} → ${right}..${left}` };
    }
  },
});

export const keyRowRemoved = operator({
  name: 'row-key-removed',
  area: 'data',
  failure: 'A table is no longer unique by its key; a look-up finds several rows, and every example doubles.',
  *plant(survey) {
    for (const view of survey.declarations('features')) {
      const isStatic = statementsOf(view).every((each) => each.$type !== 'Entry' || !clause(each, 'over'));
      const source = items(clause(view, 'from')?.value).flatMap((each) => survey.meaning(each) ?? [])[0];
      if (!isStatic || source?.kind !== 'source' || entry(source.node as never, 'event_time')) continue;
      for (const column of source.members.values()) {
        const row = column.node as Entry;
        if (column.kind !== 'column' || !row.flags.includes('key')) continue;
        const edit = survey.replaceIn(row, /\s+key\b/, '');
        if (edit) yield { at: row, edits: [edit], joints: [view], says: `${source.name}.${column.name} is no key any more` };
      }
    }
  },
});

/** Sources whose file can be read, with what it says. */
function readable(survey: Survey): { source: Declaration; path: string; fact: TableSchema }[] {
  return survey.declarations('source', 'dataset').flatMap((source) => {
    const location = entry(source, 'location')?.value;
    const fact = isStringLiteral(location) ? survey.facts.schema(location.value) : undefined;
    return isStringLiteral(location) && fact && 'columns' in fact ? [{ source, path: location.value, fact }] : [];
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
  plant: (survey) => changedFile(survey, (column) => [{ ...column, name: `${column.name}_v2` }], 'has a new name'),
});

export const fileRetypesColumn = operator({
  name: 'file-retypes-column',
  area: 'data',
  failure: 'The producer of a file writes another type.',
  plant: (survey) =>
    changedFile(
      survey,
      (column) => [{ ...column, type: scalar('bool', true) }],
      'is bool now',
    ),
});

const isRange = (node: AstNode): node is Binary => isBinary(node) && node.operator === '..';
