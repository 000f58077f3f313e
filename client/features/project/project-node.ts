import * as vscode from 'vscode';
import type { KindBranch, ProblemCounts, TreeElement, TreeFile } from '../../../protocol/index.ts';
import { areaTitle, AREA_ICONS } from './areas.ts';

/** What the tree is made of. Commands of its menus read `project` and `name`, a benchmark `model`. */
export type ProjectNode =
  | {
      readonly type: 'project';
      readonly project: string;
      readonly title: string;
      readonly environment: string | null;
    }
  | {
      readonly type: 'area';
      readonly project: string;
      readonly area: string;
      readonly kinds: readonly KindBranch[];
    }
  | { readonly type: 'kind'; readonly project: string; readonly branch: KindBranch }
  | {
      readonly type: 'element';
      readonly project: string;
      readonly name: string;
      readonly kind: string;
      /** The same name, for models. */
      readonly model?: string;
      readonly element: TreeElement;
      readonly isTop: boolean;
      /** Path of names above it, which tells apart what is called alike. */
      readonly path: string;
    }
  | {
      readonly type: 'generated';
      readonly project: string;
      readonly name: string;
      readonly count: number;
      readonly path: string;
    }
  | { readonly type: 'file'; readonly project: string; readonly file: TreeFile; readonly path: string };

/** How a node is shown. */
export function treeItem(node: ProjectNode): vscode.TreeItem {
  const item = itemOf(node);
  item.contextValue ??= node.type;
  return item;
}

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

function itemOf(node: ProjectNode): vscode.TreeItem {
  switch (node.type) {
    case 'project': {
      const item = new vscode.TreeItem(node.title, Expanded);
      item.id = node.project;
      item.iconPath = new vscode.ThemeIcon('project');
      if (node.environment !== null) item.description = node.environment.split('.').at(-1)!;
      return item;
    }
    case 'area': {
      const item = new vscode.TreeItem(areaTitle(node.area), Expanded);
      item.id = `${node.project} ${node.area}`;
      item.iconPath = new vscode.ThemeIcon(AREA_ICONS[node.area] ?? 'folder');
      return withCounts(item, total(node.kinds), '');
    }
    case 'kind': {
      const { kind, kindName, count } = node.branch;
      const item = new vscode.TreeItem(kindName ?? kind, Collapsed);
      item.id = `${node.project} ${node.branch.area} ${kind}`;
      // The word that is written in the model stays to be seen.
      return withCounts(item, node.branch, kindName === undefined ? String(count) : `${kind} ${count}`);
    }
    case 'element':
      return elementItem(node);
    case 'generated': {
      const item = new vscode.TreeItem(vscode.l10n.t('generated files'), Collapsed);
      item.id = `${node.project} ${node.path} generated`;
      item.description = String(node.count);
      item.accessibilityInformation = {
        label: vscode.l10n.t('Generated files of {0}: {1}', simple(node.name), node.count),
      };
      return item;
    }
    case 'file':
      return fileItem(node);
  }
}

function elementItem(node: Extract<ProjectNode, { type: 'element' }>): vscode.TreeItem {
  const { element, isTop } = node;
  const { name, kind, kindName = kind, qualifiedName, generated, documentation, range, figures } = element;
  const item = new vscode.TreeItem(
    name === '' ? kindName : name,
    element.hasChildren || generated > 0 ? Collapsed : None,
  );
  item.id = `${node.project} ${node.path}`;
  item.contextValue = isTop ? `element.${kind}` : 'part';
  if (isTop) item.iconPath = new vscode.ThemeIcon('symbol-class');
  const told = [documentation, figures].filter((each) => each !== undefined);
  item.tooltip = new vscode.MarkdownString([`\`${kind} ${qualifiedName}\``, ...told].join('\n\n'));
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Go to Declaration'),
    arguments: [vscode.Uri.parse(element.uri), { selection: toRange(range) }],
  };
  return withCounts(item, element, isTop ? (figures ?? '') : kindName);
}

function fileItem({ project, file, path }: Extract<ProjectNode, { type: 'file' }>): vscode.TreeItem {
  const uri = vscode.Uri.parse(file.uri);
  const item = new vscode.TreeItem(uri, None);
  item.id = `${project} ${path} ${file.path}`;
  item.description = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')));
  const place = new vscode.Position(file.line, 0);
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Open Generated File'),
    arguments: [uri, { selection: new vscode.Range(place, place) }],
  };
  return item;
}

/** Shows how many problems there are after what is said anyway, and says it to a screen reader in words. */
function withCounts(
  item: vscode.TreeItem,
  { errors, warnings }: ProblemCounts,
  description: string,
): vscode.TreeItem {
  const problems = [
    ...(errors > 0 ? [vscode.l10n.t('{0} errors', errors)] : []),
    ...(warnings > 0 ? [vscode.l10n.t('{0} warnings', warnings)] : []),
  ];
  const parts = [...(description === '' ? [] : [description]), ...problems];
  if (parts.length > 0) item.description = parts.join(', ');
  const label = typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
  item.accessibilityInformation = { label: [label, ...parts].join(', ') };
  if (errors > 0 && item.iconPath instanceof vscode.ThemeIcon) {
    item.iconPath = new vscode.ThemeIcon(item.iconPath.id, new vscode.ThemeColor('list.errorForeground'));
  }
  return item;
}

const total = (kinds: readonly ProblemCounts[]): ProblemCounts => ({
  errors: kinds.reduce((sum, { errors }) => sum + errors, 0),
  warnings: kinds.reduce((sum, { warnings }) => sum + warnings, 0),
});

const toRange = ({ start, end }: TreeElement['range']): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);

const simple = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
