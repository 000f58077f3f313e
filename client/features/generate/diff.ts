import * as vscode from 'vscode';
import type { ProjectDescription } from '../../../protocol/index.ts';
import { folderOf } from '../../infrastructure/prompts.ts';
import type { Services } from '../../infrastructure/services.ts';
import type { GeneratedChange } from './generation-report.ts';

/** The diff's tab carries this title, and is found by it again. */
const title = (): string => vscode.l10n.t('Generated Files');

/**
 * One editor with the diffs of all files: what is there on the left, what would be written on the right. The
 * files are generated into a folder of the extension's own and read from there.
 */
export async function showDiff(
  services: Services,
  project: ProjectDescription,
  selection: readonly string[],
  changes: readonly GeneratedChange[],
): Promise<void> {
  const staged = vscode.Uri.joinPath(services.context.globalStorageUri, 'preview', project.name);
  try {
    const folder = folderOf(project);
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(staged, '..'));
    const args = [
      'generate',
      folder,
      ...selection,
      '--out',
      staged.fsPath,
      '--on-edit',
      'replace',
      '--format',
      'json',
    ];
    const { code } = await services.command.run(args, folder);
    if (code !== 0) return;
    const resources = await Promise.all(
      changes.filter(isText).map((change) => compare(services, project, staged, change)),
    );
    await vscode.commands.executeCommand('vscode.changes', title(), resources);
  } finally {
    await vscode.workspace.fs
      .delete(staged, { recursive: true, useTrash: false })
      .then(undefined, () => undefined);
  }
}

type Comparison = [label: vscode.Uri, original: vscode.Uri | undefined, modified: vscode.Uri | undefined];

async function compare(
  { preview }: Services,
  project: ProjectDescription,
  staged: vscode.Uri,
  { path, change }: GeneratedChange,
): Promise<Comparison> {
  const written = vscode.Uri.joinPath(vscode.Uri.parse(project.uri), project.output, path);
  if (change === 'remove') return [written, written, undefined];
  const text = new TextDecoder().decode(
    await vscode.workspace.fs.readFile(vscode.Uri.joinPath(staged, path)),
  );
  const proposed = preview.put(`${project.name}/${project.output}/${path}`, text);
  return [written, change === 'create' ? undefined : written, proposed];
}

export async function closeDiff({ preview }: Services, project: ProjectDescription): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter((tab) => tab.label.startsWith(title())));
  preview.drop(`${project.name}/${project.output}/`);
}

/** Copied model files have no lines to compare. */
const isText = ({ path }: GeneratedChange): boolean => !/\.(?:onnx|bin|parquet|npy)$/u.test(path);
