import { SignatureHelpTriggerKind, type SignatureHelp } from 'vscode-languageserver';
import { translatedDoc } from '../../text/markdown-texts.ts';
import type { ServerFeature } from '../feature.ts';
import { signatureAt, signatureInformation } from './signatures.ts';

/** What a function, a template or a verb takes, while it is written. */
export const feature: ServerFeature = {
  id: 'signature-help',
  capabilities: { signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [':', ' '] } },
  register({ connection, workspace, guard, texts }) {
    connection.onSignatureHelp(
      guard.handle(
        'signature-help',
        null as SignatureHelp | null,
        async ({ textDocument, position, context }) => {
          const model = await workspace.file(textDocument.uri);
          // A verb's clauses are told when asked for: a box after each comma of a block would be in the way.
          const withVerbs =
            context?.triggerKind !== SignatureHelpTriggerKind.TriggerCharacter || context.isRetrigger;
          const signature = model && signatureAt(model, position, withVerbs);
          if (!signature) return null;
          const { active } = signature;
          return {
            signatures: [signatureInformation(signature, (doc) => translatedDoc(doc, texts))],
            activeSignature: 0,
            ...(active === undefined ? {} : { activeParameter: active }),
          };
        },
      ),
    );
  },
};
