import * as vscode from 'vscode';

/** Icons of the editor's own set for the areas of the language. */
export const AREA_ICONS: Readonly<Record<string, string>> = {
  data: 'database',
  features: 'table',
  training: 'mortar-board',
  models: 'symbol-structure',
  pipelines: 'git-merge',
  serving: 'broadcast',
  optimisation: 'dashboard',
  infrastructure: 'server',
  operations: 'pulse',
  recovery: 'debug-restart',
  release: 'rocket',
  language: 'symbol-parameter',
};

/** What people call an area of the language. */
export function areaTitle(area: string): string {
  switch (area) {
    case 'data':
      return vscode.l10n.t('Data');
    case 'features':
      return vscode.l10n.t('Features');
    case 'training':
      return vscode.l10n.t('Training');
    case 'models':
      return vscode.l10n.t('Models');
    case 'pipelines':
      return vscode.l10n.t('Pipelines');
    case 'serving':
      return vscode.l10n.t('Serving');
    case 'optimisation':
      return vscode.l10n.t('Optimisation');
    case 'infrastructure':
      return vscode.l10n.t('Infrastructure');
    case 'operations':
      return vscode.l10n.t('Operations');
    case 'recovery':
      return vscode.l10n.t('Recovery');
    case 'release':
      return vscode.l10n.t('Release');
    case 'language':
      return vscode.l10n.t('Parameters and Templates');
    default:
      return area;
  }
}
