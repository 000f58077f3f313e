import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { removeStatement } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { servingBlocks } from '../serving-blocks.ts';
import { versionText } from '../versions.ts';

/** Two settings for one model: one of them is not the one that counts. */
export const rule: Rule = {
  code: 'TN1735',
  name: 'repeated-serving',
  summary: 'A service serves the same version of a model twice.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(serviceWord, (service, _model, report) => {
      const seen = new Map<string, ReturnType<typeof servingBlocks>[number]>();
      for (const serving of servingBlocks(service)) {
        if (serving.step !== undefined) continue;
        const name = versionText(serving.model.name, serving.version);
        const key = versionText(serving.model.qualifiedName, serving.version);
        const first = seen.get(key);
        if (!first) {
          seen.set(key, serving);
          continue;
        }
        const { action } = serving;
        const origin = service.originOf(action.node, action.in, 'serves');
        report({
          message: `${service.symbol.name} serves ${name} twice.`,
          origin,
          help: 'Keep the one that is meant; for another version write its number, such as net@2.',
          data: {
            replacements: isOwn(origin)
              ? [{ title: 'Remove this one', edits: [removeStatement(origin.file, action.node)] }]
              : [],
          },
          related: [
            {
              origin: service.originOf(first.action.node, first.action.in, 'serves'),
              message: 'It is served here.',
            },
          ],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
