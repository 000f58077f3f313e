import * as vscode from 'vscode';
import { COMMANDS, type ReviewedFileArgument } from '../../../protocol/index.ts';
import { isDecidable, needsMerge, type ReviewedFile } from './review.ts';

/** Nodes of the view; the commands of its menus read `path`. */
export type ReviewNode =
  | { readonly type: 'folder'; readonly folder: string; readonly files: readonly ReviewedFile[] }
  | { readonly type: 'file'; readonly path: string; readonly reviewed: ReviewedFile };

const { Checked, Unchecked } = vscode.TreeItemCheckboxState;

/** How a node is shown. */
export function reviewItem(node: ReviewNode): vscode.TreeItem {
  if (node.type === 'file') return fileItem(node.path, node.reviewed);
  const item = new vscode.TreeItem(node.folder, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `folder ${node.folder}`;
  item.contextValue = 'folder';
  const decidable = node.files.filter(isDecidable);
  const accepted = decidable.filter(({ isAccepted }) => isAccepted).length;
  item.description = vscode.l10n.t('{0} of {1}', accepted, decidable.length);
  if (decidable.length > 0) item.checkboxState = accepted === decidable.length ? Checked : Unchecked;
  return item;
}

function fileItem(path: string, reviewed: ReviewedFile): vscode.TreeItem {
  const { file, isAccepted } = reviewed;
  const item = new vscode.TreeItem(vscode.Uri.parse(file.uri), vscode.TreeItemCollapsibleState.None);
  item.id = `file ${path}`;
  item.label = path.slice(folderOf(file).length + 1);
  item.description = describe(reviewed);
  item.contextValue = file.conflict?.base === undefined ? 'file' : 'file.mergeable';
  const argument: ReviewedFileArgument = { path };
  item.command = {
    command: COMMANDS.showReviewedFile,
    title: vscode.l10n.t('Show Changes'),
    arguments: [argument],
  };
  if (isDecidable(reviewed)) {
    item.checkboxState = {
      state: isAccepted ? Checked : Unchecked,
      tooltip: isAccepted ? vscode.l10n.t('Will be written') : vscode.l10n.t('Stays as it is'),
    };
  }
  item.tooltip = `${path}\n${item.description}`;
  item.accessibilityInformation = {
    label: `${path}, ${item.description}`,
    ...(isDecidable(reviewed) ? { role: 'checkbox' } : {}),
  };
  return item;
}

/** What would become of a file, in a few words. */
function describe(reviewed: ReviewedFile): string {
  const { change, conflict, obstacle } = reviewed.file;
  switch (change) {
    case 'create':
      return vscode.l10n.t('new');
    case 'update':
      return vscode.l10n.t('changed');
    case 'remove':
      return vscode.l10n.t('no longer generated');
    case 'edited':
    case 'orphan':
      return vscode.l10n.t('edited by hand, stays');
    case 'blocked':
      return vscode.l10n.t("can't be written: {0}", obstacle ?? '');
    case 'conflict':
      if (conflict!.why === 'foreign') return vscode.l10n.t('not written by Tenon, would be replaced');
      if (conflict!.base === undefined) return vscode.l10n.t('edited by hand, would be replaced');
      return needsMerge(reviewed)
        ? vscode.l10n.t('needs merging ({0})', conflict!.overlaps ?? 0)
        : vscode.l10n.t('merged with your edits');
  }
}

/** `flights_dev/terraform/modules/bucket/main.tf` lies in `flights_dev/terraform`: deployment and target. */
export const folderOf = ({ path, target }: { readonly path: string; readonly target: string }): string => {
  const names = path.split('/');
  const depth = names.indexOf(target);
  return names.slice(0, depth < 0 ? 1 : depth + 1).join('/');
};
