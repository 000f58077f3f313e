import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Position, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspClient, placeOf } from './lsp-client.ts';

const ROWS = `package shop.data

source swipes { location: "tables/x.parquet", event_time: at, schema { card_id : string key, at : timestamp } }
`;
const CARD = 'package shop.data\n\nentity card { key: card_id }\n';
const USE = `package shop.fraud

import shop.data.{ card, swipes }

features now of card from swipes {
  stores: [offline, online]
  n_7d = count() over 7d
}
`;
const FILES = {
  'tenon.json': '{ "language": 1, "sources": ["data", "fraud"] }\n',
  'data/rows of cards.tenon': ROWS,
  'data/card.tenon': CARD,
  'fraud/features.tenon': USE,
};

describe('files and folders that get another place', () => {
  let client: LspClient;
  afterEach(() => client.stop());
  const start = async (): Promise<void> => {
    client = await LspClient.start(FILES, {
      workspace: {
        workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
        fileOperations: { willRename: true, didRename: true },
      },
    });
    await client.open('fraud/features.tenon', USE);
    // Answered when the project is read.
    await client.request('textDocument/documentSymbol', {
      textDocument: { uri: client.uri('fraud/features.tenon') },
    });
  };
  const will = (from: string, to: string): Promise<WorkspaceEdit | null> =>
    client.request('workspace/willRenameFiles', {
      files: [{ oldUri: client.uri(from), newUri: client.uri(to) }],
    });

  const after = (edit: WorkspaceEdit | null, path: keyof typeof FILES): string => {
    const changes = (edit?.documentChanges ?? []) as TextDocumentEdit[];
    const edits = changes
      .filter(({ textDocument }) => textDocument.uri === client.uri(path))
      .flatMap((each) => each.edits as { range: never; newText: string }[]);
    return TextDocument.applyEdits(TextDocument.create('', 'tenon', 0, FILES[path]), edits);
  };

  it('take their package with them when a folder gets another name, and the project file follows', async () => {
    await start();
    const edit = await will('data', 'tables_and_rows');
    expect(after(edit, 'data/card.tenon')).toContain('package shop.tables_and_rows');
    expect(after(edit, 'fraud/features.tenon')).toContain('import shop.tables_and_rows.{ card, swipes }');
    expect(JSON.parse(after(edit, 'tenon.json'))).toMatchObject({ sources: ['tables_and_rows', 'fraud'] });
    const [first] = edit!.documentChanges as TextDocumentEdit[];
    expect(first?.textDocument.version).toBeNull();
    expect(edit!.changeAnnotations!['folder']).toMatchObject({ needsConfirmation: true });
  });

  it('go to the package of the folder that a file is moved to; imports follow it', async () => {
    await start();
    const edit = await will('data/card.tenon', 'fraud/card.tenon');
    expect(after(edit, 'data/card.tenon')).toBe(CARD.replace('shop.data', 'shop.fraud'));
    expect(after(edit, 'fraud/features.tenon')).toBe(USE.replace('{ card, swipes }', '{ swipes }'));
    const user = (edit!.documentChanges as TextDocumentEdit[]).find(({ textDocument }) => textDocument.uri === client.uri('fraud/features.tenon')); // prettier-ignore
    expect(user?.textDocument.version).toBe(1);
  });

  it('go to a new package beside the old one with a new folder, and stay where only the file name changes', async () => {
    await start();
    const edit = await will('data/card.tenon', 'cards/card.tenon');
    expect(after(edit, 'data/card.tenon')).toContain('package shop.cards');
    expect(after(edit, 'fraud/features.tenon')).toContain(
      'import shop.data.{ swipes }\nimport shop.cards.{ card }',
    );
    expect(await will('data/card.tenon', 'data/cards.tenon')).toBeNull();
  });

  it('are followed by paths in models', async () => {
    await start();
    expect(after(await will('tables', 'parquet'), 'data/rows of cards.tenon')).toContain(
      '"parquet/x.parquet"',
    );
  });

  it('are known at their new place without a watcher', async () => {
    await start();
    await mkdir(join(client.folder, 'fraud/x'), { recursive: true });
    await rename(join(client.folder, 'data/card.tenon'), join(client.folder, 'fraud/x/card.tenon'));
    const files = [{ oldUri: client.uri('data/card.tenon'), newUri: client.uri('fraud/x/card.tenon') }];
    await client.connection.sendNotification('workspace/didRenameFiles', { files });
    const position: Position = placeOf(USE, 'card from');
    const asked = client.at('fraud/features.tenon', position);
    const definition = async (): Promise<string> => JSON.stringify(await client.request('textDocument/definition', asked)); // prettier-ignore
    // The new file is read in the background; each answer waits for what was read until then.
    while (!(await definition()).includes('fraud/x/card.tenon'));
    expect(await definition()).toContain(client.uri('fraud/x/card.tenon'));
  });
});
