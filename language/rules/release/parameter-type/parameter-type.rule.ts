import type { Block } from '../../../model/lowering/block.ts';
import { whereIs } from '../../../scoping/place.ts';
import { describeValue } from '../../../scoping/value.ts';
import { param } from '../../../vocabulary/areas/language.ts';
import { environment } from '../../../vocabulary/areas/release.ts';
import { removeStatement } from '../../edits.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';
import {
  declaredValue,
  environmentValues,
  HOLDERS,
  innerValues,
  type GivenValue,
} from '../parameter-places.ts';
import { familyOfValue, isUsableAs, rewritten } from '../value-family.ts';

/** What uses a parameter was checked with values of its type, so every layer gives one of them. */
export const rule: Rule = {
  code: 'TN1904',
  name: 'parameter-type',
  summary: 'A parameter gets a value of another type.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(param, (block, _model, report) => {
      const given = declaredValue(block);
      if (given) checkType(block, given, report, false);
    }),
    ...HOLDERS.map((word) =>
      onBlock(word, (block, _model, report) => {
        for (const given of innerValues(block)) checkType(block, given, report, false);
      }),
    ),
    onBlock(environment, (block, model, report) => {
      for (const given of environmentValues(block, model)) checkType(block, given, report, true);
    }),
  ],
  fixes: [replaceFix],
};

function checkType(block: Block, given: GivenValue, report: SystemReport, isOverride: boolean): void {
  const { parameter, node, statement, family } = given;
  const { reader } = statement.in;
  const value = reader.silently().evaluate(node);
  const found = familyOfValue(value);
  if (found === undefined || family === undefined || isUsableAs(found, family)) return;
  const file = reader.names.file.path;
  const same = rewritten(value, family);
  const replacements: Replacement[] = [
    ...(same === undefined
      ? []
      : [
          {
            title: `Change to ${same}`,
            edits: [{ file, range: whereIs(node), newText: same }],
            preferred: true,
          },
        ]),
    ...(isOverride
      ? [
          {
            title: `Keep the value that ${parameter} is declared with`,
            edits: [removeStatement(file, statement.node)],
          },
        ]
      : []),
  ];
  report({
    message: `${parameter} is ${family}, and gets ${describeValue(value)}.`,
    origin: block.originOf(node, statement.in, parameter),
    help: `Write ${family}.`,
    data: { replacements },
  });
}
