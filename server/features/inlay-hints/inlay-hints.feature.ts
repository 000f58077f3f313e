import { InlayHintKind, type Connection, type InlayHint } from 'vscode-languageserver';
import { deriveElement, shortWhy } from '../../../language/index.ts';
import { LANGUAGE_ID } from '../../../protocol/index.ts';
import { translatedMarkdown } from '../../text/markdown-texts.ts';
import type { Texts } from '../../text/texts.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { ServerFeature } from '../feature.ts';
import { HINT_KINDS, type Hint, type HintKind } from './hint.ts';
import { inlayHints } from './inlay-hints.ts';

interface HintData {
  readonly uri: string;
  readonly about: NonNullable<Hint['about']>;
}

/** Types, counts and values that follow from the model, between the words; each can be clicked to its origin. */
export const feature: ServerFeature = {
  id: 'inlay-hints',
  capabilities: { inlayHintProvider: { resolveProvider: true } },
  register({ connection, workspace, client, guard, texts }) {
    const asks = client.workspace?.configuration === true;
    connection.languages.inlayHint.on(
      guard.handle('inlay-hints', [] as InlayHint[], async ({ textDocument, range }) => {
        const model = await workspace.file(textDocument.uri);
        if (!model) return [];
        const wanted = asks ? await wantedKinds(connection, textDocument.uri) : new Set(HINT_KINDS);
        return inlayHints(model, range, wanted).map((hint) => toLsp(hint, model, texts));
      }),
    );
    connection.languages.inlayHint.resolve((hint, token) =>
      guard.handle('inlay-hints', hint, async (asked: InlayHint) => {
        const data = asked.data as HintData | undefined;
        const model = data && (await workspace.file(data.uri));
        return model ? withReason(asked, data.about, model, texts) : asked;
      })(hint, token),
    );
  },
};

/** Every kind that is not switched off. */
async function wantedKinds(connection: Connection, scopeUri: string): Promise<Set<HintKind>> {
  const settings = (await connection.workspace.getConfiguration({
    scopeUri,
    section: `${LANGUAGE_ID}.inlayHints`,
  })) as Partial<Record<HintKind, boolean>> | null;
  return new Set(HINT_KINDS.filter((kind) => settings?.[kind] !== false));
}

function toLsp(
  { kind, position, text, says, origin, tooltip, insert, about }: Hint,
  { uri, host }: ModelFile,
  texts: Texts,
): InlayHint {
  const value =
    says && !texts.isEnglish
      ? texts.fill('{0} in environment {1}', says.value, says.environment)
      : texts.of(text);
  return {
    position,
    label: [{ value, location: { uri: host.uriOf(origin.file), range: origin.range } }],
    ...(kind === 'types' ? { kind: InlayHintKind.Type } : {}),
    paddingLeft: true,
    ...(tooltip === undefined ? {} : { tooltip: texts.of(tooltip) }),
    ...(insert === undefined
      ? {}
      : { textEdits: [{ range: { start: position, end: position }, newText: insert }] }),
    ...(about ? { data: { uri, about } satisfies HintData } : {}),
  };
}

/** Why a type was inferred takes a look at what it follows from, so it waits until somebody points at the hint. */
function withReason(
  hint: InlayHint,
  about: HintData['about'],
  { project, host }: ModelFile,
  texts: Texts,
): InlayHint {
  const found = project.model(undefined);
  const derivation = 'model' in found ? deriveElement(found.model, about) : undefined;
  if (!derivation) return hint;
  const cause = derivation.from.find(({ origin }) => origin && project.files.has(origin.file))?.origin;
  const value = typeof hint.label === 'string' ? hint.label : hint.label.map((part) => part.value).join('');
  return {
    ...hint,
    tooltip: translatedMarkdown(shortWhy(derivation), texts),
    ...(cause ? { label: [{ value, location: { uri: host.uriOf(cause.file), range: cause.range } }] } : {}),
  };
}
