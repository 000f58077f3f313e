import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in a browser', () => {
  it('runs where the files are on no disk', () => {
    assert.equal(vscode.env.uiKind, vscode.UIKind.Web);
    assert.equal(vscode.workspace.workspaceFolders![0]!.uri.scheme, 'tenon-files');
    const extension = vscode.extensions.getExtension('tenon.tenon')!;
    assert.match(extension.extensionUri.scheme, /^https?$/u);
  });
});
