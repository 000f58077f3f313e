import { isDeclaration } from '../../../generated/ast.ts';
import { whereIs } from '../../../scoping/place.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { reference } from '../../../vocabulary/value-type.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { liveVersion, versionText } from '../../serving/versions.ts';
import { clauseOf } from '../../written.ts';
import { actionsOf, fileOfLayer, handlersIn } from '../handlers.ts';

const MODEL = reference('model', 'optimize');

/** What fails now fails again. */
export const rule: Rule = {
  code: 'TN2210',
  name: 'rollback-same',
  summary: 'A service that fails is rolled back to the version that fails.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const block = model.block(serviceWord, service)!;
      for (const { node, in: layer, owner } of handlersIn(block)) {
        // What fails in a canary is the canary.
        if (!isDeclaration(owner) || owner !== layer.node) continue;
        for (const action of actionsOf(node)) {
          const to = action.verb === 'rollback' ? clauseOf(action, 'to') : undefined;
          const read = to && layer.reader.silently().read(MODEL, to);
          if (!to || read?.version === undefined) continue;
          if (liveVersion(service, read.symbol) !== read.version) continue;
          report({
            message: `${versionText(read.symbol.name, read.version)} is what answers, so when it fails it is rolled back to itself.`,
            origin: block.originOf(to, layer, 'rollback'),
            help: 'Name a version that is known to work, or write to previous.',
            data: {
              replacements: [
                {
                  title: 'Change to previous',
                  edits: [{ file: fileOfLayer(layer), range: whereIs(to), newText: 'previous' }],
                  preferred: true,
                },
              ],
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
