import * as vscode from 'vscode';

/** Schemes of the folders that are open, and of texts that are not saved. */
export const folderSchemes = (): readonly string[] => [
  ...new Set(['untitled', ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)]),
];

/** Whether no folder is on a disk, as when a repository is open that was not cloned. */
export const isVirtualWorkspace = (): boolean => {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 0 && folders.every(({ uri }) => uri.scheme !== 'file');
};
