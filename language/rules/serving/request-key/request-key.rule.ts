import type { Expression } from '../../../generated/ast.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import type { Value } from '../../../scoping/value.ts';
import { balance, cache, limit, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { anything, list } from '../../../vocabulary/value-type.ts';
import { replaceNode } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { requestKeys } from '../request-keys.ts';

const NAMES = list(anything());

/** Callers may send more than the model knows, so only a near miss is told. */
export const rule: Rule = {
  code: 'TN1725',
  name: 'request-key',
  summary: 'Requests are told apart by a name that is nearly one that they have.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      const keys = requestKeys(model, service);
      if (keys.length === 0) return;
      const block = model.block(serviceWord, service)!;
      for (const { verb } of [balance, cache, limit]) {
        for (const action of block.actions(verb)) {
          const by = action.node.clauses.find(({ word }) => word === 'by')?.value;
          if (!by) continue;
          for (const { name, node } of namesIn(action.in.reader.silently().read(NAMES, by))) {
            const near = keys.includes(name) ? undefined : suggest(name, keys);
            if (near === undefined) continue;
            const origin = block.originOf(node, action.in, verb);
            report({
              message: `No request to ${service.name} has a ${name}.`,
              origin,
              help: `Did you mean ${near}?`,
              data: {
                replacements: isOwn(origin)
                  ? [
                      {
                        title: `Change to ${near}`,
                        edits: [replaceNode(origin.file, node, near)],
                        preferred: true,
                      },
                    ]
                  : [],
              },
            });
          }
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

const namesIn = (
  values: readonly Value[] | undefined,
): readonly { readonly name: string; readonly node: Expression }[] =>
  (values ?? []).flatMap((value) => {
    if (value.is === 'word') return [{ name: value.word, node: value.node }];
    // `hash(text)`
    return value.is === 'call' ? namesIn(value.arguments.map((argument) => argument.value)) : [];
  });
