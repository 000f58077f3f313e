import { whereIs } from '../../../scoping/place.ts';
import { describeValue } from '../../../scoping/value.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { instanceOf, MADE_KINDS } from '../instances.ts';
import { familyOfType, familyOfValue, isUsableAs, outsideOf, rewritten, wordsOf } from '../value-family.ts';

/** The body of a template was checked for values of these types and within these bounds. */
export const rule: Rule = {
  code: 'TN1911',
  name: 'template-argument-type',
  summary: 'A template is given a value of another type, or outside the bounds.',
  severity: 'error',
  reach: 'neighbours',
  checks: MADE_KINDS.map((word) =>
    onBlock(word, (block, _model, report) => {
      const instance = instanceOf(block);
      if (!instance) return;
      const { template, layer, given } = instance;
      const reader = layer.reader.silently();
      for (const { argument, parameter } of given) {
        if (!parameter) continue;
        const wanted = familyOfType(parameter.type);
        const value = reader.evaluate(argument.value, expected(wanted));
        const found = familyOfValue(value);
        // A name that nothing has was told when it was looked up.
        if (found === undefined || (value.is === 'word' && !TAKES_WORDS.has(wanted ?? 'a text'))) continue;
        const isOther = wanted !== undefined && !isUsableAs(found, wanted);
        const outside = isOther ? undefined : outsideOf(parameter.type, value, reader);
        if (!isOther && !outside) continue;
        const same = isOther ? rewritten(value, wanted) : outside?.nearest;
        const texts = same === undefined ? (isOther ? [] : wordsOf(parameter.type, reader)) : [same];
        const origin = block.originOf(argument.value, layer);
        report({
          message: isOther
            ? `${parameter.name} of ${template.name} is ${wanted}, and ${block.symbol.name} gives it ${describeValue(value)}.`
            : `${outside!.problem}, which ${parameter.name} of ${template.name} may be.`,
          origin,
          help: isOther ? `Write ${wanted}.` : 'Change the value, or the bounds.',
          data: {
            replacements: texts.slice(0, 5).map((newText) => ({
              title: `Change to ${newText}`,
              edits: [{ file: origin.file, range: whereIs(argument.value), newText }],
              ...(texts.length === 1 ? { preferred: true } : {}),
            })),
          },
          related: [
            {
              origin: {
                ...origin,
                file: template.file.path,
                range: whereIs(parameter),
              },
              message: 'The parameter is declared here.',
            },
          ],
        });
      }
    }),
  ),
  fixes: [replaceFix],
};

const TAKES_WORDS: ReadonlySet<string> = new Set([
  'a text',
  'a number',
  'true or false',
  'a duration',
  'a size',
]);

/** Elements of different kinds may share a name, so the kind that is asked for is looked up first. */
const expected = (
  wanted: string | undefined,
): { kinds: readonly string[]; description: string; read(): undefined } => ({
  kinds: wanted === undefined ? [] : [wanted.replace(/^an? /u, '')],
  description: '',
  read: () => undefined,
});
