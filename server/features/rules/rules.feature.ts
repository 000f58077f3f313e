import { MEASURED_SUMMARIES, RULES } from '../../../language/index.ts';
import { LIST_RULES, type RuleDescription } from '../../../protocol/index.ts';
import { onRequest } from '../../main/messages.ts';
import type { Texts } from '../../text/texts.ts';
import type { ServerFeature } from '../feature.ts';

/** The rules that have a page, for whoever looks for one. */
export const feature: ServerFeature = {
  id: 'rules',
  capabilities: {},
  register({ connection, guard, texts }) {
    onRequest(
      connection,
      LIST_RULES,
      guard.handle('rules', [], () => descriptions(texts)),
    );
  },
};

const descriptions = (texts: Texts): RuleDescription[] =>
  [...RULES, ...measured()]
    .map(({ code, summary }) => ({ code, summary: texts.of(summary) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));

/** What benchmarks find has pages, too; their summaries begin with a name. */
const measured = (): { readonly code: string; readonly summary: string }[] =>
  MEASURED_SUMMARIES.map(([code, text]) => ({ code, summary: text.replace(/^[a-z-]+: /u, '') }));
