import type { Call } from '../../../generated/ast.ts';
import { whereIs } from '../../../scoping/place.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import { textOf } from '../../../parser/index.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { instanceOf, MADE_KINDS, missingOf, surplusOf, type Instance } from '../instances.ts';

/** What no parameter takes changes nothing: the default is used instead, without a word. */
export const rule: Rule = {
  code: 'TN1909',
  name: 'template-argument',
  summary: 'A template is given something that it does not take, or twice.',
  severity: 'error',
  reach: 'neighbours',
  checks: MADE_KINDS.map((word) =>
    onBlock(word, (block, _model, report) => {
      const instance = instanceOf(block);
      if (!instance) return;
      const { template, layer, given, declaration } = instance;
      const takes = declaration.parameters.map(({ name }) => name);
      for (const argument of surplusOf(instance)) {
        report({
          message:
            argument.name === undefined
              ? `${template.name} takes ${takes.length} values, and ${textOf(argument.value)} is one more.`
              : `${template.name} takes nothing called ${argument.name}.`,
          origin: block.originOf(argument, layer),
          help: `It takes ${takes.join(', ')}.`,
          data: { replacements: [...renamed(instance, argument), removed(instance, argument)] },
        });
      }
      for (const { argument, parameter } of given) {
        const first = given.find((each) => each.parameter === parameter)!.argument;
        if (!parameter || first === argument) continue;
        const origin = block.originOf(argument, layer);
        report({
          message: `${parameter.name} of ${template.name} is given twice.`,
          origin,
          help: 'Remove one of them.',
          data: { replacements: [removed(instance, argument)] },
          related: [{ origin: { ...origin, range: whereIs(first) }, message: 'It is given here already.' }],
        });
      }
    }),
  ),
  fixes: [replaceFix],
};

/** The names that the argument can have been meant for: what is not given yet, the likeliest first. */
function renamed(instance: Instance, argument: Call['arguments'][number]): Replacement[] {
  if (argument.name === undefined) return [];
  const { declaration, given, layer } = instance;
  const free = declaration.parameters.filter((each) => !given.some(({ parameter }) => parameter === each));
  const near = suggest(
    argument.name,
    free.map(({ name }) => name),
  );
  const missing = missingOf(instance);
  const meant = near ?? (missing.length === 1 ? missing[0]!.name : undefined);
  if (meant === undefined) return [];
  return [
    {
      title: `Change to ${meant}`,
      edits: [{ file: layer.reader.names.file.path, range: whereIs(argument, 'name'), newText: meant }],
      preferred: true,
    },
  ];
}

function removed({ call, layer }: Instance, argument: Call['arguments'][number]): Replacement {
  const index = call.arguments.indexOf(argument);
  const before = call.arguments[index - 1];
  const after = call.arguments[index + 1];
  const { start, end } = whereIs(argument);
  const range = before
    ? { start: whereIs(before).end, end }
    : { start, end: after ? whereIs(after).start : end };
  return {
    title: `Remove ${argument.name ?? textOf(argument.value)}`,
    edits: [{ file: layer.reader.names.file.path, range, newText: '' }],
  };
}
