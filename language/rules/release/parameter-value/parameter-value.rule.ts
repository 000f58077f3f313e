import type { Block } from '../../../model/lowering/block.ts';
import { whereIs } from '../../../scoping/place.ts';
import { param } from '../../../vocabulary/areas/language.ts';
import { environment } from '../../../vocabulary/areas/release.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, onElement, type Rule, type SystemReport } from '../../rule.ts';
import {
  declaredValue,
  environmentValues,
  HOLDERS,
  innerValues,
  type GivenValue,
} from '../parameter-places.ts';
import { familyOfValue, isUsableAs, outsideOf, wordsOf } from '../value-family.ts';

/** A parameter has a value in every environment that is checked, and the value is one that is allowed. */
export const rule: Rule = {
  code: 'TN1901',
  name: 'parameter-value',
  summary: 'A parameter has a value here, within its bounds.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('param', (parameter, model, report) => {
      // Without an environment a parameter may still be open: an environment will give the value.
      if (parameter.value || model.environment === undefined) return;
      report({
        message: `${parameter.name} has no value in ${model.environment.split('.').at(-1)!}.`,
        origin: parameter.origin,
        help: `Write param ${parameter.name} = … in the environment, or give it a default.`,
      });
    }),
    onBlock(param, (block, _model, report) => {
      const given = declaredValue(block);
      if (given) checkBounds(block, given, report);
    }),
    ...HOLDERS.map((word) =>
      onBlock(word, (block, _model, report) => {
        for (const given of innerValues(block)) checkBounds(block, given, report);
      }),
    ),
    onBlock(environment, (block, model, report) => {
      for (const given of environmentValues(block, model)) checkBounds(block, given, report);
    }),
  ],
  fixes: [replaceFix],
};

function checkBounds(
  block: Block,
  { parameter, node, statement, type, typeReader, family }: GivenValue,
  report: SystemReport,
): void {
  const { reader } = statement.in;
  const value = reader.silently().evaluate(node);
  const found = familyOfValue(value);
  if (found === undefined || (family !== undefined && !isUsableAs(found, family))) return;
  const outside = outsideOf(type, value, typeReader.silently());
  if (!outside) return;
  const file = reader.names.file.path;
  const allowed = outside.nearest === undefined ? wordsOf(type, typeReader.silently()) : [outside.nearest];
  report({
    message: `${outside.problem}, which ${parameter} may be.`,
    origin: block.originOf(node, statement.in, parameter),
    help: 'Change the value, or the bounds.',
    data: {
      replacements: allowed.slice(0, 5).map((text) => ({
        title: `Change to ${text}`,
        edits: [{ file, range: whereIs(node), newText: text }],
        ...(allowed.length === 1 ? { preferred: true } : {}),
      })),
    },
  });
}
