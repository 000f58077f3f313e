import * as vscode from 'vscode';
import type { ProjectDescription } from '../../../protocol/index.ts';
import { folderOf } from '../../infrastructure/prompts.ts';
import type { Services } from '../../infrastructure/services.ts';
import type { Selection } from './generate.ts';
import type { GeneratedChange } from './generation-report.ts';

const title = (): string => vscode.l10n.t('Generated Files');

/** Generates into a folder of the extension's own, so that the diff can show real files in their own colours. */
export async function stage(
  { command, context }: Services,
  project: ProjectDescription,
  selection: Selection,
): Promise<vscode.Uri | undefined> {
  const staged = vscode.Uri.joinPath(context.globalStorageUri, 'preview', project.name);
  await vscode.workspace.fs.delete(staged, { recursive: true, useTrash: false }).then(undefined, () => undefined);
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(staged, '..'));
  const folder = folderOf(project);
  const args = ['generate', folder, ...selection, '--out', staged.fsPath, '--on-edit', 'replace', '--format', 'json'];
  const { code } = await command.run(args, folder);
  return code === 0 ? staged : undefined;
}

/** One editor with the diffs of all files: what is there on the left, what would be written on the right. */
export async function showDiff(
  project: ProjectDescription,
  staged: vscode.Uri,
  changes: readonly GeneratedChange[],
): Promise<void> {
  const output = vscode.Uri.joinPath(vscode.Uri.parse(project.uri), project.output);
  const resources = changes.filter(isText).map(({ path, change }) => {
    const written = vscode.Uri.joinPath(output, path);
    const proposed = vscode.Uri.joinPath(staged, path);
    return [written, change === 'create' ? undefined : written, change === 'remove' ? undefined : proposed];
  });
  await vscode.commands.executeCommand('vscode.changes', title(), resources);
}

export async function closeDiff(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter((tab) => tab.label.startsWith(title())));
}

/** Copied model files have no lines to compare. */
const isText = ({ path }: GeneratedChange): boolean => !/\.(?:onnx|bin|parquet|npy)$/u.test(path);
