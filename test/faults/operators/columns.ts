import type { AstNode } from 'langium';
import {
  isBinary,
  isCall,
  isIndex,
  isNameRef,
  type Declaration,
  type Entry,
} from '../../../language/generated/ast.ts';
import type { Symbol } from '../../../language/index.ts';
import { operator, type Fault } from '../fault.ts';
import { below, clause, entry, items, textOf, type Survey } from '../survey.ts';
import { inputsFedBy } from './features.ts';

/** Columns of sources and data sets, with their row. */
const columnsOf = (survey: Survey): { symbol: Symbol; row: Entry; type: string }[] =>
  survey.symbols('column').flatMap((symbol) => {
    const row = symbol.node as Entry;
    return row.value ? [{ symbol, row, type: textOf(row.value) }] : [];
  });

const NUMBER = /^(u?int|float|bfloat|decimal)/;

const isUsed = (survey: Survey, symbol: Symbol): boolean => survey.uses(symbol).length > 0;

/** Whether a column is used as a number: in arithmetic, an aggregate of numbers or a comparison with one. */
const isReckonedWith = (survey: Survey, symbol: Symbol): boolean =>
  survey.uses(symbol).some(({ node }) => {
    const around = node.$container;
    if (isBinary(around)) return ['+', '-', '*', '/', '<', '<=', '>', '>='].includes(around.operator);
    const call = around?.$container;
    return isCall(call) && /^(avg|sum|min|max|std|log1p|mean|quantile)$/.test(textOf(call.callee));
  });

export const dropColumn = operator({
  name: 'drop-column',
  area: 'data',
  failure:
    'The owner of a table drops a column; the job that reads it fails at night, or fills it with nulls.',
  *plant(survey) {
    for (const { symbol, row } of columnsOf(survey))
      if (isUsed(survey, symbol))
        yield { at: row, edits: [survey.remove(row)], says: `column ${symbol.name} is dropped` };
  },
});

export const renameColumn = operator({
  name: 'rename-column',
  area: 'data',
  failure: 'A column gets a better name at its source; everything that reads it by the old one breaks.',
  *plant(survey) {
    for (const { symbol, row } of columnsOf(survey)) {
      const edit = survey.replaceIn(row, symbol.name, `${symbol.name}_v2`);
      if (isUsed(survey, symbol) && edit)
        yield { at: row, edits: [edit], says: `column ${symbol.name} → ${symbol.name}_v2` };
    }
  },
});

export const numberBecomesText = operator({
  name: 'number-becomes-text',
  area: 'data',
  failure: 'A new exporter writes numbers as text; averages fail or compare letter by letter.',
  *plant(survey) {
    for (const { symbol, row, type } of columnsOf(survey))
      if (NUMBER.test(type) && !type.startsWith('float32[') && isReckonedWith(survey, symbol))
        yield { ...retyped(survey, row, type, 'string'), joints: fedInputs(survey, symbol) };
  },
});

/** Inputs of models that get a feature which is computed from a column. */
const fedInputs = (survey: Survey, column: Symbol): AstNode[] =>
  survey
    .users(column)
    .flatMap((each) => survey.around(each, 'features') ?? [])
    .flatMap((view) => inputsFedBy(survey, view));

export const textBecomesNumber = operator({
  name: 'text-becomes-number',
  area: 'data',
  failure: 'Codes become numbers; comparisons with the old texts are never true again.',
  *plant(survey) {
    for (const { symbol, row, type } of columnsOf(survey)) {
      const isCompared = survey
        .uses(symbol)
        .some(
          ({ node }) =>
            isBinary(node.$container) &&
            ['==', '!='].includes(node.$container.operator) &&
            textOf(node.$container).includes('"'),
        );
      if (isCompared) yield retyped(survey, row, type, 'int64');
    }
  },
});

const retyped = (survey: Survey, row: Entry, from: string, to: string): Fault => ({
  at: row,
  edits: [survey.replace(row.value!, to)],
  says: `${row.name} : ${from} → ${to}`,
});

export const keyBecomesNullable = operator({
  name: 'key-becomes-nullable',
  area: 'data',
  failure: 'A key may be empty; rows without one fall out of every join, or all match each other.',
  *plant(survey) {
    for (const { symbol, row, type } of columnsOf(survey))
      if (row.flags.includes('key') && isUsed(survey, symbol) && !type.endsWith('?'))
        yield retyped(survey, row, type, `${type}?`);
  },
});

export const joinKeyRetyped = operator({
  name: 'join-key-retyped',
  area: 'data',
  failure:
    'One table keeps an identifier as text, the other as number; the join finds nothing and says nothing.',
  *plant(survey) {
    for (const view of survey.declarations('features')) {
      const keys = entityKeys(survey, view);
      const sources = items(clause(view, 'from')?.value).flatMap((each) => survey.meaning(each) ?? []);
      for (const source of sources) {
        for (const key of keys) {
          const column = source.members.get(key);
          const row = column?.node as Entry | undefined;
          if (!row?.value || textOf(row.value) !== 'string') continue;
          // The fault shows only when another table keeps the same key as text.
          const isShared = joinedTables(survey, view)
            .flatMap((table) => (table === source ? [] : (table.members.get(key) ?? [])))
            .some(
              (other) => other.kind === 'column' && textOf((other.node as Entry).value!).startsWith('string'),
            );
          if (isShared)
            yield {
              ...retyped(survey, row, 'string', 'int64'),
              joints: [view, ...meetingPlaces(survey, view, key)],
            };
        }
      }
    }
  },
});

/** Where rows are looked up by a key: the other columns of its name, views of the same entity, and joins. */
function meetingPlaces(survey: Survey, view: Declaration, key: string): AstNode[] {
  const columns = survey.symbols('column').filter(({ name }) => name === key);
  const entities = items(clause(view, 'of')?.value).map((each) => survey.meaning(each));
  const views = survey
    .declarations('features')
    .filter((other) =>
      items(clause(other, 'of')?.value).some((each) => entities.includes(survey.meaning(each))),
    );
  return [...columns.map(({ node }) => node), ...views, ...survey.actions('join', 'enrich')];
}

/** Tables whose rows meet those of a view: below views of the same entity, and where examples come from. */
function joinedTables(survey: Survey, view: Declaration): Symbol[] {
  const entities = items(clause(view, 'of')?.value).map((each) => survey.meaning(each));
  const siblings = survey
    .declarations('features')
    .filter((other) =>
      items(clause(other, 'of')?.value).some((each) => entities.includes(survey.meaning(each))),
    )
    .flatMap((other) => items(clause(other, 'from')?.value));
  const rows = [
    ...survey.declarations('training').flatMap((each) => items(clause(each, 'on')?.value)),
    ...survey.actions('read').flatMap(({ object }) => object ?? []),
  ].filter((each) => survey.fileOf(each) === survey.fileOf(view));
  return [...siblings, ...rows].flatMap((each) => survey.meaning(each) ?? []);
}

function entityKeys(survey: Survey, view: Declaration): string[] {
  return items(clause(view, 'of')?.value).flatMap((each) => {
    const entity = survey.meaning(each);
    const key = entity && entry(entity.node as never, 'key')?.value;
    return items(key).map(textOf);
  });
}

export const eventTimeRetyped = operator({
  name: 'event-time-retyped',
  area: 'data',
  failure: 'The time of a row becomes a text; windows and point-in-time joins compare it letter by letter.',
  *plant(survey) {
    for (const source of survey.declarations('source', 'dataset')) {
      const time = entry(source, 'event_time');
      const column = time?.value && survey.symbol(source)?.members.get(textOf(time.value));
      const row = column?.node as Entry | undefined;
      if (row?.value) yield retyped(survey, row, textOf(row.value), 'string');
    }
  },
});

export const eventTimeRemoved = operator({
  name: 'event-time-removed',
  area: 'data',
  failure: 'Nobody says when a row happened; windows look into the future of the example.',
  *plant(survey) {
    for (const view of survey.declarations('features')) {
      const hasWindow = [...below(view.body, isWindowed)].length > 0;
      if (!hasWindow) continue;
      for (const each of items(clause(view, 'from')?.value)) {
        const source = survey.meaning(each);
        const time = source && entry(source.node as never, 'event_time');
        if (time)
          yield {
            at: time,
            edits: [survey.remove(time)],
            joints: [view],
            says: `${source.name} loses its event_time`,
          };
      }
    }
  },
});

const isWindowed = (node: unknown): node is Entry =>
  (node as Entry).$type === 'Entry' && clause(node as Entry, 'over') !== undefined;

export const enumValueRenamed = operator({
  name: 'enum-value-renamed',
  area: 'data',
  failure: 'A value of an enumeration is renamed; the condition on the old one is never true again.',
  *plant(survey) {
    for (const { symbol, row } of columnsOf(survey)) {
      if (!isIndex(row.value) || textOf(row.value.receiver) !== 'enum') continue;
      for (const argument of row.value.arguments) {
        const name = textOf(argument);
        const isCompared = survey
          .uses(symbol)
          .some(({ node }) => node.$container && textOf(node.$container).includes(`"${name}"`));
        if (isCompared)
          yield {
            at: row,
            edits: [survey.replace(argument, `${name}_v2`)],
            says: `${symbol.name}: ${name} → ${name}_v2`,
          };
      }
    }
  },
});

export const columnTwice = operator({
  name: 'column-twice',
  area: 'data',
  failure: 'A merge leaves a column twice, with two types; the reader takes either.',
  *plant(survey) {
    for (const { symbol, row, type } of columnsOf(survey))
      if (isUsed(survey, symbol))
        yield {
          at: row,
          edits: [
            survey.insertAfter(
              row,
              `\n    ${symbol.name} : ${type.startsWith('string') ? 'int64' : 'string'}`,
            ),
          ],
          says: `${symbol.name} stands twice`,
        };
  },
});

export const wrongColumnAveraged = operator({
  name: 'wrong-column-averaged',
  area: 'features',
  failure: 'A formula averages a column of text; the job fails at its first run.',
  *plant(survey) {
    for (const { symbol, type } of columnsOf(survey)) {
      if (!NUMBER.test(type)) continue;
      const text = [...(symbol.parent?.members.values() ?? [])].find((other) => {
        const row = other.node as Entry;
        return other.kind === 'column' && row.value && textOf(row.value) === 'string';
      });
      if (!text) continue;
      for (const { node } of survey.uses(symbol)) {
        const call = node.$container?.$container;
        if (isNameRef(node) && isCall(call) && ['avg', 'sum'].includes(textOf(call.callee)))
          yield {
            at: survey.elementOf(node),
            edits: [survey.replace(node, text.name)],
            says: `${textOf(call)} → of the text column ${text.name}`,
          };
      }
    }
  },
});
