import { model as modelWord } from '../../../vocabulary/areas/models.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** Names of branches: what they point to changes. */
const MOVING: ReadonlySet<string> = new Set(['main', 'master', 'latest', 'HEAD']);

/** A model of the hub is what its owner pushed last, unless a commit is named. */
export const rule: Rule = {
  code: 'TN1507',
  name: 'hub-revision',
  summary: 'A model of the Hugging Face hub has no fixed revision.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(modelWord, (block, _, report) => {
      const artifact = block.get('artifact');
      if (artifact?.value.name !== 'huggingface') return;
      const revision = artifact.value.named.get('revision');
      const text = revision?.is === 'text' ? revision.text : undefined;
      if (revision && (text === undefined || !MOVING.has(text))) return;
      report({
        message:
          text === undefined
            ? `${block.symbol.name} is whatever its owner pushed last: it names no revision.`
            : `${block.symbol.name} is whatever stands on ${text} of the hub, which changes.`,
        origin: artifact.origin,
        help: 'Add revision: and the commit that you have tested, such as revision: "9d0e1f2".',
      });
    }),
  ],
};
