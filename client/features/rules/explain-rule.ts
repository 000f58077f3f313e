import * as vscode from 'vscode';
import { COMMANDS } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';

/** Shows the page of a rule: what is wrong, an example of each, and when to switch it off. */
export const command: ClientCommand = {
  id: COMMANDS.explainRule,
  async execute({ context }, argument) {
    const folder = vscode.Uri.joinPath(context.extensionUri, 'docs', 'rules');
    const code = typeof argument === 'string' ? argument : await chooseRule(folder);
    // What comes from a link must not lead out of the folder.
    if (code === undefined || !/^TN\d+$/u.test(code)) return undefined;
    const page = vscode.Uri.joinPath(folder, `${code}.md`);
    await vscode.commands.executeCommand('markdown.showPreview', page);
    return page.toString();
  },
};

async function chooseRule(folder: vscode.Uri): Promise<string | undefined> {
  const pages = await vscode.workspace.fs.readDirectory(folder);
  const items = pages
    .filter(([name]) => name.endsWith('.md'))
    .map(async ([name]) => {
      const text = new TextDecoder().decode(
        await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)),
      );
      return { label: name.slice(0, -'.md'.length), description: titleOf(text) };
    });
  const placeHolder = vscode.l10n.t('Rule to explain');
  return (await vscode.window.showQuickPick(Promise.all(items), { placeHolder, matchOnDescription: true }))
    ?.label;
}

/** `# TN1412: features of a service` */
const titleOf = (page: string): string => /^# TN\d+: (.*)$/mu.exec(page)?.[1] ?? '';
