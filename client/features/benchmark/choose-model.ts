import * as vscode from 'vscode';
import type { ProjectDescription } from '../../../protocol/index.ts';

/** The model that a command is about; undefined when there is none or none was chosen. */
export async function chooseModel(
  { models, name }: ProjectDescription,
  placeHolder = vscode.l10n.t('Model to measure'),
): Promise<string | undefined> {
  if (models.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} declares no model with an artifact that could be measured.', name),
    );
    return undefined;
  }
  if (models.length === 1) return models[0]!.qualifiedName;
  const items = models.map(({ qualifiedName, artifact }) => ({
    label: qualifiedName,
    description: artifact,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.label;
}

/** The last part of a qualified name. */
export const shortName = (qualifiedName: string): string =>
  qualifiedName.slice(qualifiedName.lastIndexOf('.') + 1);
