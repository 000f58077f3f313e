import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeAction, CreateFile, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspClient, placeOf } from './lsp-client.ts';

const DATA = `package shop.data

source swipes {
  event_time: at
  schema { card_id : string key, at : timestamp }
}
entity card { key: card_id }
`;
const API = `package shop.api

import shop.data.{ card, swipes }

features now of card from swipes {
  stores: [offline, online]
  n_7d = count() over 7d
}
model net { input x : float32[batch, 1] from now, output y : float32[batch, 1] }
service api { serves net on triton { instances: 2 on cpu } }
`;
const FILES = { 'tenon.json': '{ "language": 1 }\n', 'data.tenon': DATA, 'api.tenon': API };

/** An editor that can all that refactorings make use of. */
const ABLE = {
  workspace: {
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create' as const],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
  textDocument: {
    codeAction: {
      dataSupport: true,
      disabledSupport: true,
      resolveSupport: { properties: ['edit', 'command'] },
    },
  },
  experimental: { renameCommand: 'editor.renameAt' },
};

describe('refactorings', () => {
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start(FILES, ABLE);
    await client.open('api.tenon', API);
    await client.open('data.tenon', DATA);
  });
  afterEach(() => client.stop());

  const actions = (path: keyof typeof FILES, piece: string, only?: string[]): Promise<CodeAction[]> => {
    const start = placeOf(FILES[path], piece);
    return client.request('textDocument/codeAction', {
      textDocument: { uri: client.uri(path) },
      range: { start, end: start },
      context: { diagnostics: [], triggerKind: only ? 1 : 2, ...(only ? { only } : {}) },
    });
  };
  const resolve = (action: CodeAction | undefined): Promise<CodeAction> => {
    expect(action?.edit).toBeUndefined();
    return client.request('codeAction/resolve', action);
  };
  const titled = (all: readonly CodeAction[], title: string): CodeAction | undefined =>
    all.find((each) => each.title === title);

  /** The text of a file after an edit. */
  const after = (edit: WorkspaceEdit | undefined, path: string): string => {
    const own = (edit?.documentChanges ?? []).filter(
      (each): each is TextDocumentEdit => 'edits' in each && each.textDocument.uri === client.uri(path),
    );
    const edits = own.flatMap((each) => each.edits as { range: never; newText: string }[]);
    const text = FILES[path as keyof typeof FILES] ?? '';
    return TextDocument.applyEdits(TextDocument.create('', 'tenon', 0, text), edits);
  };

  it('extract a parameter: edits are made when it is chosen, for the version of the text, and the name is asked for', async () => {
    const offered = await actions('api.tenon', '2 on cpu');
    const action = titled(offered, 'Extract 2 to a parameter');
    expect(action?.kind).toBe('refactor.extract.parameter');
    const { edit, command } = await resolve(action);
    expect(after(edit, 'api.tenon')).toContain('swipes }\n\nparam instances : int = 2\n');
    expect((edit?.documentChanges?.[0] as TextDocumentEdit).textDocument.version).toBe(1);
    expect(edit?.changeAnnotations).toBeUndefined();
    expect(command).toEqual({
      title: 'Rename instances',
      command: 'editor.renameAt',
      arguments: [client.uri('api.tenon'), { line: 4, character: 6 }],
    });
  });

  it('move a declaration to a new package: the file is made, imports follow, and all is shown before', async () => {
    const offered = await actions('data.tenon', 'source swipes', ['refactor.move']);
    const { edit } = await resolve(titled(offered, 'Move swipes to a new package shop.data.swipes'));
    const [creation] = edit!.documentChanges as CreateFile[];
    expect(creation).toMatchObject({
      kind: 'create',
      uri: client.uri('swipes.tenon'),
      options: { overwrite: false },
    });
    expect(after(edit, 'swipes.tenon')).toMatch(/^package shop\.data\.swipes\n\nsource swipes \{/u);
    expect(after(edit, 'api.tenon')).toContain(
      'import shop.data.{ card }\nimport shop.data.swipes.{ swipes }\n',
    );
    expect(Object.values(edit!.changeAnnotations!)).toEqual([
      {
        label: 'Move swipes to a new package shop.data.swipes',
        needsConfirmation: true,
        description: '3 files',
      },
    ]);
  });

  it('say why something can not be done to those who ask for it by name, and nobody else', async () => {
    const asked = await actions('data.tenon', 'entity card', ['refactor.extract']);
    expect(asked).toMatchObject([
      { title: 'Extract a template from card', disabled: { reason: expect.stringContaining('an entity') } },
    ]);
    expect((await actions('data.tenon', 'entity card')).some(({ disabled }) => disabled)).toBe(false);
    const features = await actions('api.tenon', 'features now', ['refactor.extract.template']);
    expect(features[0]?.disabled?.reason).toBeDefined();
  });

  it('are refused with a message when the text has changed since', async () => {
    const [action] = await actions('api.tenon', '2 on cpu', ['refactor.extract']);
    await client.change('api.tenon', 2, `\n${API}`);
    const message = new Promise<string>((told) =>
      client.connection.onNotification('window/showMessage', ({ message: text }: { message: string }) =>
        told(text),
      ),
    );
    expect((await resolve(action)).edit).toBeUndefined();
    expect(await message).toContain('The text has changed');
  });

  it('come in half-typed text, too, without failing', async () => {
    for (const end of [10, 40, 80, 120, 160, 200, 240]) {
      await client.change('api.tenon', end, API.slice(0, end));
      const range = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
      const asked = { textDocument: { uri: client.uri('api.tenon') }, range, context: { diagnostics: [], only: ['refactor'], triggerKind: 1 } }; // prettier-ignore
      expect(Array.isArray(await client.request('textDocument/codeAction', asked))).toBe(true);
    }
    expect(client.log.join('')).not.toContain('failed');
  });

  it('give all edits at once to an editor that resolves nothing, without what it can not do', async () => {
    await client.stop();
    client = await LspClient.start(FILES, { workspace: { workspaceEdit: {} } });
    await client.open('data.tenon', DATA);
    const offered = await actions('data.tenon', 'source swipes');
    expect(offered.map(({ title }) => title)).toEqual(['Move swipes to api.tenon in the package shop.api']);
    expect(Object.keys(offered[0]!.edit!.changes!).sort()).toEqual([
      client.uri('api.tenon'),
      client.uri('data.tenon'),
    ]);
  });
});
