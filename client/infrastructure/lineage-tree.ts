import * as vscode from 'vscode';
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  type CallHierarchyItem,
} from 'vscode-languageclient';
import type { LanguageServer } from './language-server.ts';

/** Where to look: to what something is made from, or to what is made with it. */
type Direction = 'from' | 'into';

export type LineageNode =
  | { readonly type: 'root'; readonly item: CallHierarchyItem }
  | { readonly type: 'direction'; readonly direction: Direction; readonly item: CallHierarchyItem }
  | {
      readonly type: 'step';
      readonly direction: Direction;
      readonly item: CallHierarchyItem;
      /** Items on the way from the root, which tell apart what is reached twice. */
      readonly path: string;
      /** It is on the way to itself, and is not unfolded again. */
      readonly isCircle: boolean;
    };

/** The way of data and models to and from one name, from the columns of the sources to the deployments. */
export class LineageTree implements vscode.TreeDataProvider<LineageNode> {
  readonly #server: LanguageServer;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #root: CallHierarchyItem | undefined;

  constructor(server: LanguageServer) {
    this.#server = server;
  }

  get root(): CallHierarchyItem | undefined {
    return this.#root;
  }

  /** Shows what stands at a place; tells whether there is anything. */
  async show(uri: string, position: { readonly line: number; readonly character: number }): Promise<boolean> {
    const found = await this.#prepare(uri, position);
    if (!found) return false;
    this.#root = found;
    this.#changed.fire(undefined);
    return true;
  }

  /** Looks for the shown name again: it may stand elsewhere, or nowhere. */
  async refresh(): Promise<void> {
    if (!this.#root) return;
    const { uri, selectionRange, name } = this.#root;
    const found = await this.#prepare(uri, selectionRange.start);
    if (found?.name === name) this.#root = found;
    this.#changed.fire(undefined);
  }

  async #prepare(
    uri: string,
    position: { readonly line: number; readonly character: number },
  ): Promise<CallHierarchyItem | undefined> {
    const client = await this.#server.start();
    const items = await client.sendRequest(CallHierarchyPrepareRequest.type, {
      textDocument: { uri },
      position,
    });
    return items?.[0];
  }

  dispose(): void {
    this.#changed.dispose();
  }

  getTreeItem(node: LineageNode): vscode.TreeItem {
    return node.type === 'direction' ? directionItem(node.direction) : stepItem(node);
  }

  async getChildren(node?: LineageNode): Promise<LineageNode[]> {
    if (!node) return this.#root ? [{ type: 'root', item: this.#root }] : [];
    if (node.type === 'root') {
      const { item } = node;
      return DIRECTIONS.map((direction) => ({ type: 'direction', direction, item }));
    }
    const path = node.type === 'step' ? node.path : node.direction;
    const steps = await this.#next(node.direction, node.item);
    return steps.map((item) => {
      const id = idOf(item);
      const isCircle = path.split('\n').includes(id) || id === idOf(this.#root!);
      return { type: 'step', direction: node.direction, item, path: `${path}\n${id}`, isCircle };
    });
  }

  async #next(direction: Direction, item: CallHierarchyItem): Promise<CallHierarchyItem[]> {
    const client = await this.#server.start();
    if (direction === 'into') {
      const calls = await client.sendRequest(CallHierarchyIncomingCallsRequest.type, { item });
      return (calls ?? []).map(({ from }) => from);
    }
    const calls = await client.sendRequest(CallHierarchyOutgoingCallsRequest.type, { item });
    return (calls ?? []).map(({ to }) => to);
  }
}

const DIRECTIONS: readonly Direction[] = ['from', 'into'];

const idOf = ({ uri, selectionRange: { start }, name }: CallHierarchyItem): string =>
  `${uri}#${start.line},${start.character} ${name}`;

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

function directionItem(direction: Direction): vscode.TreeItem {
  const isFrom = direction === 'from';
  const item = new vscode.TreeItem(
    isFrom ? vscode.l10n.t('comes from') : vscode.l10n.t('goes into'),
    Expanded,
  );
  item.id = direction;
  item.iconPath = new vscode.ThemeIcon(isFrom ? 'arrow-up' : 'arrow-down');
  item.contextValue = 'direction';
  return item;
}

function stepItem(node: Exclude<LineageNode, { type: 'direction' }>): vscode.TreeItem {
  const { name, detail, uri, selectionRange } = node.item;
  const isClosed = node.type === 'step' && node.isCircle;
  const item = new vscode.TreeItem(name, node.type === 'root' ? Expanded : isClosed ? None : Collapsed);
  item.id = node.type === 'root' ? `root ${idOf(node.item)}` : node.path;
  const parts = [detail ?? '', ...(isClosed ? [vscode.l10n.t('as above')] : [])].filter(
    (part) => part !== '',
  );
  item.description = parts.join(', ');
  item.accessibilityInformation = { label: [name, ...parts].join(', ') };
  item.contextValue = node.type;
  const { start, end } = selectionRange;
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Go to Declaration'),
    arguments: [
      vscode.Uri.parse(uri),
      { selection: new vscode.Range(start.line, start.character, end.line, end.character) },
    ],
  };
  return item;
}
