import * as vscode from 'vscode';
import { COMMANDS, type NewProjectArgument } from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';
import { GOES_ON_IN } from './go-on.ts';

type Template = NonNullable<NewProjectArgument['template']>;

/** Begins a project from a template, in this folder or in a new one, and opens it. */
export const command: ClientCommand = {
  id: COMMANDS.newProject,
  async execute(services, argument) {
    if (!(await mayStartPrograms())) return undefined;
    const given = argument as NewProjectArgument | undefined;
    const template = given?.template ?? (await chooseTemplate());
    if (!template) return undefined;
    const folder =
      given?.folder === undefined ? await chooseFolder(template) : vscode.Uri.parse(given.folder);
    if (!folder || !(await write(services, template, folder))) return undefined;
    if (given?.walkthrough && !isOpen(folder))
      await services.context.globalState.update(GOES_ON_IN, folder.toString());
    if (given?.open !== false) await open(folder);
    return folder.toString();
  },
};

async function chooseTemplate(): Promise<Template | undefined> {
  const items: (vscode.QuickPickItem & { readonly template: Template })[] = [
    {
      label: vscode.l10n.t('Small project'),
      detail: vscode.l10n.t('A source, features, a cloud and a deployment in one file'),
      template: 'minimal',
    },
    {
      label: vscode.l10n.t('Example: late flights'),
      detail: vscode.l10n.t('A whole system on real data: pipeline, training, model, service and cloud'),
      template: 'flights',
    },
  ];
  const title = vscode.l10n.t('New Tenon Project');
  return (await vscode.window.showQuickPick(items, { title }))?.template;
}

/** The open folder when it has no project yet, or a new folder in one that is chosen. */
async function chooseFolder(template: Template): Promise<vscode.Uri | undefined> {
  const [open] = vscode.workspace.workspaceFolders ?? [];
  if (open && !(await isThere(vscode.Uri.joinPath(open.uri, 'tenon.json')))) {
    const here = vscode.l10n.t('In {0}', open.name);
    const other = vscode.l10n.t('In a new folder…');
    const chosen = await vscode.window.showQuickPick([here, other], {
      title: vscode.l10n.t('Where to write the project'),
    });
    if (chosen === undefined) return undefined;
    if (chosen === here) return open.uri;
  }
  const [parent] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: vscode.l10n.t('Where to make the folder of the project'),
      openLabel: vscode.l10n.t('Make the Project Here'),
    })) ?? [];
  if (!parent) return undefined;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Name of the new folder'),
    value: template === 'flights' ? 'late-flights' : 'my-system',
    validateInput: async (value) =>
      /^[^\\/:*?"<>|]+$/u.test(value.trim()) && !(await isThere(vscode.Uri.joinPath(parent, value.trim())))
        ? undefined
        : vscode.l10n.t('Name a folder that is not there yet.'),
  });
  return name === undefined ? undefined : vscode.Uri.joinPath(parent, name.trim());
}

const isThere = (uri: vscode.Uri): Thenable<boolean> =>
  vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );

async function write(
  { command: tenon, log }: Services,
  template: Template,
  folder: vscode.Uri,
): Promise<boolean> {
  const parent = vscode.Uri.joinPath(folder, '..').fsPath;
  const { code, stderr } = await tenon.run(['init', folder.fsPath, '--template', template], parent);
  if (code === 0) return true;
  const output = vscode.l10n.t('Show Output');
  const reason = stderr.trim().split('\n')[0] || vscode.l10n.t('The project was not written.');
  if ((await vscode.window.showErrorMessage(reason, output)) === output) log.show();
  return false;
}

const isOpen = (folder: vscode.Uri): boolean =>
  (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => uri.toString() === folder.toString());

async function open(folder: vscode.Uri): Promise<void> {
  if (isOpen(folder)) {
    const [first] = await vscode.workspace.findFiles(
      new vscode.RelativePattern(folder, '**/*.tenon'),
      undefined,
      1,
    );
    if (first) await vscode.window.showTextDocument(first);
    return;
  }
  const forceNewWindow = (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
  await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow });
}
