import * as vscode from 'vscode';
import { COMMANDS, LIST_RULES } from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';
import type { ClientCommand } from '../client-command.ts';

/** Shows the page of a rule: what is wrong, an example of each, and when to switch it off. */
export const command: ClientCommand = {
  id: COMMANDS.explainRule,
  async execute(services, argument) {
    const code = typeof argument === 'string' ? argument : await chooseRule(services);
    // What comes from a link must not lead out of the folder.
    if (code === undefined || !/^TN\d+$/u.test(code)) return undefined;
    const page = await pageOf(services, code);
    await vscode.commands.executeCommand('markdown.showPreview', page);
    return page.toString();
  },
};

async function chooseRule({ server }: Services): Promise<string | undefined> {
  const items = server
    .request(LIST_RULES, {})
    .then((rules) => rules.map(({ code, summary }) => ({ label: code, description: summary })));
  const placeHolder = vscode.l10n.t('Rule to explain');
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.label;
}

/** The page itself in English; in another language of the extension it is headed by what the rule finds. */
async function pageOf({ context, preview, server }: Services, code: string): Promise<vscode.Uri> {
  const page = vscode.Uri.joinPath(context.extensionUri, 'docs', 'rules', `${code}.md`);
  if (vscode.l10n.bundle === undefined) return page;
  // A page can be read without a server, too.
  const rules = await server.request(LIST_RULES, {}).catch(() => undefined);
  const summary = rules?.find((rule) => rule.code === code)?.summary;
  if (summary === undefined) return page;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
  const note = vscode.l10n.t('This page is in English.');
  return preview.put(
    `rules/${code}.md`,
    `# ${code}\n\n${summary}\n\n*${note}*\n\n${text.replace(/^# /u, '## ')}`,
  );
}
