import { randomNonce } from './nonce.ts';
import * as vscode from 'vscode';
import type { ReportPageState } from '../../../protocol/index.ts';

/** File of the page's program, below the extension's folder. */
const SCRIPT = ['out', 'benchmark-report.js'] as const;

/**
 * The page around the report. It may run its own program and nothing else, and load nothing: what it shows comes as
 * messages. Only what it is about stands in it from the beginning, so that the editor can keep it for the next window
 * however early this one is closed.
 */
export function reportHtml(webview: vscode.Webview, extension: vscode.Uri, about: ReportPageState): string {
  const nonce = randomNonce();
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extension, ...SCRIPT)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    // A drawing becomes pixels by way of a picture; no address but such data is taken.
    'img-src data:',
  ].join('; ');
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>Tenon</title>
</head>
<body>
<script nonce="${nonce}" src="${script}" data-about="${attribute(JSON.stringify(about))}"></script>
</body>
</html>`;
}

export const reportOptions = (extension: vscode.Uri): vscode.WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: [vscode.Uri.joinPath(extension, 'out')],
});

/** Names of folders and models may hold anything. */
const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
