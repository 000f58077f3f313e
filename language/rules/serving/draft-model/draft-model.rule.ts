import { modelSize } from '../../../capacity/index.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { reference } from '../../../vocabulary/value-type.ts';
import { removeStatement } from '../../edits.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { servingBlocks } from '../serving-blocks.ts';
import type { Symbol } from '../../../scoping/symbol.ts';

const MODEL = reference('model');

/** A draft pays when it is several times as fast as the model whose tokens it guesses. */
export const rule: Rule = {
  code: 'TN1713',
  name: 'draft-model',
  summary: 'The model that proposes tokens is the same, or no smaller.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(serviceWord, (service, model, report) => {
      for (const { block, model: served } of servingBlocks(service)) {
        const [draft] = block.entries('draft').slice(-1);
        const [tokens] = block.entries('draft_tokens').slice(-1);
        if (tokens && !draft) {
          const origin = block.originOf(tokens.node, tokens.in, 'draft_tokens');
          report({
            message: `Nothing proposes tokens for ${served.name}, so draft_tokens does nothing.`,
            origin,
            severity: 'warning',
            help: 'Add draft: and the name of a smaller model, or remove it.',
            data: { replacements: [removal(origin.file, 'draft_tokens', tokens.node)] },
          });
        }
        if (!draft?.node.value) continue;
        const drafter = draft.in.reader.silently().read(MODEL, draft.node.value)?.symbol;
        const origin = block.originOf(draft.node, draft.in, 'draft');
        const remove = removal(origin.file, 'draft', draft.node);
        // What is not declared was told where it is named.
        if (drafter === served) {
          report({
            message: `${served.name} proposes tokens to itself, which takes twice the time.`,
            origin,
            help: 'Name a model that is ten times smaller and has the same tokens.',
            data: { replacements: [remove] },
          });
        } else if (drafter) {
          const sizes = [drafter, served].map((symbol) => parametersOf(model, symbol));
          const [small, large] = sizes;
          if (small === undefined || large === undefined || small < large) continue;
          report({
            message: `${drafter.name} proposes tokens for ${served.name} and is not smaller.`,
            origin,
            severity: 'warning',
            help: 'Name a model that is ten times smaller and has the same tokens.',
            data: { replacements: [remove] },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

function parametersOf(view: ModelView, symbol: Symbol): number | undefined {
  const model = view.element('model', symbol);
  const parameters = model && modelSize(view, model).parameters;
  return parameters && 'value' in parameters ? parameters.value : undefined;
}

const removal = (file: string, what: string, node: Parameters<typeof removeStatement>[1]): Replacement => ({
  title: `Remove ${what}`,
  edits: [removeStatement(file, node)],
});
