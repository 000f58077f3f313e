import { URI } from 'vscode-uri';
import { derive } from '../../../language/index.ts';
import { NAMES_AT, WHY, type PlaceInModel, type WhyAnswer } from '../../../protocol/index.ts';
import { onRequest } from '../../main/messages.ts';
import type { Texts } from '../../text/texts.ts';
import type { ServerFeature } from '../feature.ts';
import { namesAt } from './names-at.ts';
import { whyText } from './why-text.ts';

/** Which name stands at the cursor, and why something is as it is. */
export const feature: ServerFeature = {
  id: 'why',
  capabilities: {},
  register({ connection, workspace, guard, texts }) {
    onRequest(
      connection,
      NAMES_AT,
      guard.handle('names-at', null, async ({ uri, position }): Promise<PlaceInModel | null> => {
        const model = await workspace.file(uri);
        if (!model) return null;
        const { root, environment } = model.host;
        return {
          ...(root === undefined ? {} : { project: URI.file(root).toString() }),
          environment: environment ?? null,
          ...namesAt(model, position),
        };
      }),
    );
    onRequest(
      connection,
      WHY,
      guard.handle('why', null, async ({ uri, name, inside }): Promise<WhyAnswer | null> => {
        const host = await workspace.project(uri);
        if (!host) return null;
        let first: WhyAnswer | undefined;
        for (let asked = name; ; asked = asked.slice(0, asked.lastIndexOf('.'))) {
          const answer = derive(host.project, host.environment, asked);
          if ('derivations' in answer) return { text: whyText(answer.derivations, texts) };
          first ??= inTexts(answer, texts);
          if (inside === undefined || asked === inside || !asked.startsWith(`${inside}.`)) return first;
        }
      }),
    );
  },
};

const inTexts = (
  { problem: { message, help } }: Extract<WhyAnswer, { readonly problem: unknown }>,
  texts: Texts,
): WhyAnswer => ({
  problem: { message: texts.of(message), ...(help === undefined ? {} : { help: texts.of(help) }) },
});
