import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, placeOf, replace, untilDiagnostics } from './editing.ts';

const FILE = 'tenon.json';

/** Between two questions, in milliseconds. */
const PAUSE = 100;

/** Labels and details of what is offered at a place of the project file. */
async function offered(document: vscode.TextDocument, at: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    at,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label).replaceAll('"', ''));
}

/** Asks until it is offered: the provider is registered when the server is up. */
async function untilOffered(
  document: vscode.TextDocument,
  at: vscode.Position,
  label: string,
): Promise<string[]> {
  for (;;) {
    const labels = await offered(document, at);
    if (labels.includes(label)) return labels;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

const count = (labels: readonly string[], label: string): number =>
  labels.filter((each) => each === label).length;

describe('the project file in the editor', () => {
  before(async () => {
    // The example's own schema lies in Tenon's repository; without it, that of the extension counts.
    const document = await open(FILE);
    await replace(document, '"$schema": "../../docs/tenon.schema.json",', '');
    await document.save();
  });

  it('is completed with names of the project, which no schema knows', async () => {
    const document = await open(FILE);
    const labels = await untilOffered(document, placeOf(document, '"dev"', 1), 'prod');
    assert.equal(count(labels, 'dev'), 1);
    assert.equal(count(labels, 'prod'), 1);
    const folders = await untilOffered(document, placeOf(document, '"platform"', 1), 'models');
    assert.ok(folders.includes('train'));
  });

  it('is completed with keys, codes and targets by the schema alone', async () => {
    const document = await open(FILE);
    await replace(document, '"generated"', '"generated",\n  "rules": { "" },\n  "targets": { "" },\n  ""');
    const keys = await untilOffered(document, placeOf(document, '\n  ""\n', 4), 'exclude');
    assert.equal(count(keys, 'exclude'), 1);
    const codes = await untilOffered(document, placeOf(document, '"rules": { ""', 12), 'TN1310');
    assert.equal(count(codes, 'TN1310'), 1);
    const targets = await untilOffered(document, placeOf(document, '"targets": { ""', 14), 'triton');
    assert.equal(count(targets, 'triton'), 1);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('is checked for names, and formatted by the editor alone', async () => {
    const document = await open(FILE);
    await replace(document, '"environment": "dev"', '"environment": "nowhere"');
    await document.save();
    const all = await untilDiagnostics(FILE, (found) =>
      found.some(({ message }) => /nowhere/u.test(message)),
    );
    assert.equal(all.filter(({ message }) => /nowhere/u.test(message)).length, 1);
    assert.equal(all.find(({ message }) => /nowhere/u.test(message))!.source, 'tenon');
    await replace(document, '"environment": "nowhere"', '"environment": "dev"');
    await document.save();
    await untilDiagnostics(FILE, (found) => found.length === 0);
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      { tabSize: 4, insertSpaces: true },
    );
    assert.ok(edits && edits.length > 0);
  });
});
