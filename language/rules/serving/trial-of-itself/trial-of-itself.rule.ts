import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { removeStatement } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { canariesOf, liveVersion, shadowsOf, versionText } from '../versions.ts';

/** What is compared with itself always looks as good as before. */
export const rule: Rule = {
  code: 'TN1719',
  name: 'trial-of-itself',
  summary: 'A canary or shadow is the version that answers already.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const block = model.block(serviceWord, service)!;
      for (const { model: symbol, version, action } of [...canariesOf(block), ...shadowsOf(block)]) {
        const live = liveVersion(service, symbol);
        // A model that is not served at all is another rule's finding.
        const isServed =
          live !== undefined ||
          service.serves.some((one) => one.model.qualifiedName === symbol.qualifiedName) ||
          service.steps.some(({ serving }) => serving.model.qualifiedName === symbol.qualifiedName);
        if (!isServed || live !== version) continue;
        const origin = block.originOf(action.node, action.in, action.node.verb);
        const name = versionText(symbol.name, version);
        const verb = action.node.verb;
        report({
          message: `${name} answers already, so a ${verb} of it is compared with itself.`,
          origin: block.originOf(action.node.object!, action.in, verb),
          help: `Name the version that is to be tried, such as ${symbol.name}@${next(version)}.`,
          data: {
            replacements: isOwn(origin)
              ? [{ title: `Remove the ${verb}`, edits: [removeStatement(origin.file, action.node)] }]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const next = (version: string | undefined): string =>
  version !== undefined && /^\d+$/u.test(version) ? String(Number(version) + 1) : 'next';
