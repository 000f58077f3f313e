import type { AstNode } from 'langium';
import { isBinary, type Binary, type Entry } from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { clause, entry, items, statementsOf, textOf } from '../survey.ts';

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
  failure:
    'A sink is partitioned by a column that its rows do not have; the write fails after hours of work.',
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

export const rangeReversed = operator({
  name: 'range-reversed',
  area: 'language',
  failure: 'The ends of a range are swapped; nothing is ever inside.',
  *plant(survey) {
    for (const node of survey.all(isRange)) {
      const [left, right] = [textOf(node.left), textOf(node.right)];
      const numbers = [left, right].map((text) => Number(text.replaceAll('_', '')));
      if (numbers.every(Number.isFinite) && numbers[0]! < numbers[1]!)
        yield {
          at: node,
          edits: [survey.replace(node, `${right}..${left}`)],
          says: `${left}..${right} → ${right}..${left}`,
        };
    }
  },
});

const isRange = (node: AstNode): node is Binary => isBinary(node) && node.operator === '..';

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
        if (edit)
          yield {
            at: row,
            edits: [edit],
            joints: [view],
            says: `${source.name}.${column.name} is no key any more`,
          };
      }
    }
  },
});
