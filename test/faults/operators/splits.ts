import type { AstNode } from 'langium';
import type { Entry } from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { actionsOf, below, clause, entries, textOf } from '../survey.ts';
import { isNameNode } from '../syntax-kinds.ts';

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
          edits: [survey.replace(share, `${Number(match[1]) - 10}%`)],
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
      const columns = [...(survey.symbol(dataset)?.members.values() ?? [])].filter(
        ({ kind }) => kind === 'column',
      );
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

export const expectationImpossible = operator({
  name: 'expectation-of-wrong-type',
  area: 'data',
  failure: 'A column of text is checked against numbers; every row is refused.',
  *plant(survey) {
    for (const expect of survey.actions('expect')) {
      const { object } = expect;
      const names = [...below(object, isNameNode)];
      const column = survey.meaning(names[0]);
      if (
        object?.$type !== 'Binary' ||
        !/ in -?\d|[<>]=? *\d/.test(textOf(object)) ||
        column?.kind !== 'column'
      )
        continue;
      const other = [...column.parent!.members.values()].find(
        (each) =>
          each.kind === 'column' &&
          /^string\b/.test(textOf((each.node as never as { value: AstNode }).value)),
      );
      if (other && textOf(names[0]!) === column.name)
        yield {
          at: expect,
          edits: [survey.replace(names[0]!, other.name)],
          says: `${textOf(object)} → of the text column ${other.name}`,
        };
    }
  },
});
