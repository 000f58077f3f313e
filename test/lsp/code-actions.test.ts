import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeAction, Diagnostic, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspClient } from './lsp-client.ts';

const shop = (name: string): string => `package shop.${name}

entity card { key: card_id }
source swipes {
  event_time: at
  schema { card_id : string key, at : timestamp }
}
features ${name}_a of card from swipes { n_7d = count() over 7d }
features ${name}_b of card from swipes { m_7d = count() over 7d }
model net {
  input x : float32[batch, 1] from ${name}_a
  input z : float32[batch, 1] from ${name}_b
  output y : float32[batch, 1]
}
service api { serves net on triton }
`;

const FILES = {
  'tenon.json': '{\n  "language": 1\n}\n',
  'one.tenon': shop('one'),
  'two.tenon': shop('two'),
  'data.tenon': 'package shop.data\n\nentity shop { key: id }\nentity till { key: id }\n',
};

const CODE = 'TN1412';

describe('code actions', () => {
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start(FILES, {
      workspace: {
        workspaceEdit: {
          documentChanges: true,
          snippetEditSupport: true,
          changeAnnotationSupport: { groupsOnLabel: true },
        },
      },
      textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } },
      initializationOptions: { explainsRules: true },
    });
  });
  afterEach(() => client.stop());

  const actions = (
    path: string,
    diagnostics: readonly Diagnostic[],
    only?: string[],
  ): Promise<CodeAction[]> =>
    client.request('textDocument/codeAction', {
      textDocument: { uri: client.uri(path) },
      range: diagnostics[0]?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics, ...(only ? { only } : {}) },
    });

  const found = (path: string, code: string): Promise<readonly Diagnostic[]> =>
    client.until(path, (all) => all.some((each) => each.code === code));

  const resolve = async (action: CodeAction | undefined): Promise<WorkspaceEdit> => {
    expect(action?.edit).toBeUndefined();
    return (await client.request<CodeAction>('codeAction/resolve', action)).edit!;
  };

  /** The text of a file after an edit. */
  const after = (edit: WorkspaceEdit, path: string, text: string): string => {
    const changes = (edit.documentChanges ?? []) as TextDocumentEdit[];
    const own = changes.find(({ textDocument }) => textDocument.uri === client.uri(path));
    const edits = (own?.edits ?? []).map((each) =>
      'snippet' in each ? { range: each.range, newText: each.snippet.value } : each,
    );
    return TextDocument.applyEdits(TextDocument.create('', 'tenon', 0, text), edits);
  };

  it('fix one finding, all of its rule in the file, and all in the project, where they show what they change', async () => {
    await client.open('one.tenon', FILES['one.tenon']);
    const diagnostics = (await found('one.tenon', CODE)).filter(({ code }) => code === CODE);
    await found('two.tenon', CODE);
    expect(diagnostics.length).toBeGreaterThan(1);
    const offered = await actions('one.tenon', diagnostics.slice(0, 1));
    const titled = (title: string): CodeAction | undefined => offered.find((each) => each.title === title);
    expect(offered[0]).toMatchObject({ kind: 'quickfix', isPreferred: true });
    const inFile = await resolve(titled(`Fix all ${CODE} in this file`));
    expect(inFile.changeAnnotations).toBeUndefined();
    expect((inFile.documentChanges as TextDocumentEdit[])[0]?.textDocument.version).toBe(1);
    expect(
      after(inFile, 'one.tenon', FILES['one.tenon']).match(/stores: \[offline, online\]/gu),
    ).toHaveLength(2);
    const inProject = await resolve(titled(`Fix all ${CODE} in the project`));
    expect(inProject.documentChanges).toHaveLength(2);
    expect(Object.values(inProject.changeAnnotations ?? {})[0]).toMatchObject({ needsConfirmation: true });
    expect(after(inProject, 'two.tenon', FILES['two.tenon']).match(/stores:/gu)).toHaveLength(2);
  });

  it('leave the project as it is while they are only looked at', async () => {
    await client.open('one.tenon', FILES['one.tenon']);
    const diagnostics = await found('one.tenon', CODE);
    const offered = await actions('one.tenon', diagnostics);
    await resolve(offered.find(({ title }) => title.startsWith('Fix all')));
    await client.change('one.tenon', 2, `${FILES['one.tenon']}\n`);
    const again = await client.until('one.tenon', () => client.versionOf('one.tenon') === 2);
    expect(again.map(({ code }) => code)).toEqual(diagnostics.map(({ code }) => code));
  });

  it('ignore a finding, with the reason left to type; then further codes at the same line', async () => {
    await client.open('one.tenon', FILES['one.tenon']);
    const [first] = (await found('one.tenon', CODE)).filter(({ code }) => code === CODE);
    const ignore = (await actions('one.tenon', [first!])).find(
      ({ title }) => title === `Ignore ${CODE} here…`,
    );
    const lines = after(ignore!.edit!, 'one.tenon', FILES['one.tenon']).split('\n');
    expect(lines[first!.range.start.line]).toBe(`// tenon-ignore ${CODE}: \${1:why}`);
    const ignored = FILES['one.tenon'].replace('service api', '// tenon-ignore TN1801: why\nservice api');
    await client.change('one.tenon', 2, ignored);
    const [moved] = (await client.until('one.tenon', () => client.versionOf('one.tenon') === 2)).filter(
      ({ code }) => code === CODE,
    );
    const more = (await actions('one.tenon', [moved!])).find(({ title }) => title.startsWith('Ignore'));
    expect(after(more!.edit!, 'one.tenon', ignored)).toContain(`// tenon-ignore TN1801, ${CODE}: why`);
  });

  it('switch a rule off in the project file, and explain it', async () => {
    await client.open('one.tenon', FILES['one.tenon']);
    const diagnostics = await found('one.tenon', CODE);
    const offered = await actions(
      'one.tenon',
      diagnostics.filter(({ code }) => code === CODE),
    );
    const off = await resolve(offered.find(({ title }) => title === `Switch ${CODE} off in tenon.json`));
    expect(JSON.parse(after(off, 'tenon.json', FILES['tenon.json']))).toEqual({
      language: 1,
      rules: { [CODE]: 'off' },
    });
    expect(offered.find(({ title }) => title === `Explain ${CODE}`)?.command).toMatchObject({
      command: 'tenon.explainRule',
      arguments: [CODE],
    });
  });

  it('apply all safe fixes and organize imports when asked for actions of the file', async () => {
    await client.open('one.tenon', FILES['one.tenon']);
    expect((await actions('one.tenon', [])).filter(({ kind }) => kind?.startsWith('source'))).toEqual([]);
    const [fixAll] = await actions('one.tenon', [], ['source.fixAll']);
    expect(fixAll?.kind).toBe('source.fixAll.tenon');
    expect(after(await resolve(fixAll), 'one.tenon', FILES['one.tenon'])).toContain(
      'stores: [offline, online]',
    );
    const text = 'package x\n\nimport shop.data.{ till, shop }\n\nsource a { of: shop }\n';
    await client.open('imports.tenon', text);
    const [organize] = await actions('imports.tenon', [], ['source.organizeImports']);
    expect(organize?.kind).toBe('source.organizeImports.tenon');
    expect(after(await resolve(organize), 'imports.tenon', text)).not.toContain('till');
  });

  it('create what is not declared, with what it has to have', async () => {
    const text =
      'package x\n\nsource rows { schema { id : string key } }\nfeatures a of basket from rows { n = count() over 7d }\n';
    await client.open('new.tenon', text);
    const diagnostics = await found('new.tenon', 'TN1010');
    const create = (await actions('new.tenon', diagnostics)).find(
      ({ title }) => title === 'Create entity basket',
    );
    expect(after(create!.edit!, 'new.tenon', text)).toContain('over 7d }\n\nentity basket {\n  key: ');
  });
});
