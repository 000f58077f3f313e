import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Binding {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
}

describe('the key bindings', () => {
  it('are free in this VS Code', async () => {
    const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const all = JSON.parse(text.replaceAll(/^\s*\/\/.*$/gmu, '')) as readonly Binding[];
    assert.ok(all.length > 500);
    const manifest = vscode.extensions.getExtension('tenon.tenon')!.packageJSON as {
      contributes: { keybindings: readonly Binding[] };
    };
    const own = manifest.contributes.keybindings;
    const taken = all.filter(
      ({ key, command, when }) =>
        when !== 'false' && !command.startsWith('tenon.') && own.some((each) => clash(each.key, key)),
    );
    assert.deepEqual(taken, []);
  });
});

/** The same keys, or one is the beginning of the other. */
const clash = (a: string, b: string): boolean => a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `);
