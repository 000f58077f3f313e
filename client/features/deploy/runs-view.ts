import * as vscode from 'vscode';
import type { Services } from '../../infrastructure/services.ts';
import type { ClientView } from '../client-view.ts';
import { readRuns } from './deployment-runs.ts';
import { runItem, runNode, stepsOf, type RunNode } from './run-item.ts';

/** What a launch writes as it goes on, in this window or anywhere else. */
const JOURNALS = '**/.tenon/deploy/{journal.jsonl,lock.json}';
/** A step that ends writes several times; in milliseconds. */
const WRITTEN_TOGETHER = 150;

/** The view "Runs": the last run of each deployment, with its steps. */
export const view: ClientView = {
  register(services) {
    const tree = new RunsTree(services);
    const shown = vscode.window.createTreeView('tenon.runs', {
      treeDataProvider: tree,
      showCollapseAll: true,
    });
    let isStale = false;
    let timer: NodeJS.Timeout | undefined;
    const changed = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        isStale = !shown.visible;
        if (shown.visible) tree.refresh();
      }, WRITTEN_TOGETHER);
    };
    const watcher = vscode.workspace.createFileSystemWatcher(JOURNALS);
    return vscode.Disposable.from(
      shown,
      tree,
      watcher,
      watcher.onDidCreate(changed),
      watcher.onDidChange(changed),
      watcher.onDidDelete(changed),
      // Steps that were run in this window; and whoever comes back sees also what has ended without a word.
      services.server.onDidMakeFiles(changed),
      vscode.workspace.onDidGrantWorkspaceTrust(changed),
      shown.onDidChangeVisibility(({ visible }) => {
        if (!visible || !isStale) return;
        isStale = false;
        tree.refresh();
      }),
      { dispose: () => clearTimeout(timer) },
    );
  },
};

class RunsTree implements vscode.TreeDataProvider<RunNode> {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  getTreeItem(node: RunNode): vscode.TreeItem {
    return runItem(node);
  }

  /** Projects, or the runs of the only one. */
  async getChildren(node?: RunNode): Promise<RunNode[]> {
    if (node?.type === 'step') return [];
    if (node?.type === 'run') return stepsOf(node);
    if (node) return node.runs.map((run) => runNode(node.project, run));
    const all = await readRuns(this.#services);
    const [only, ...others] = all;
    if (only && others.length === 0) return only.runs.map((run) => runNode(only.project, run));
    return all.map((each) => ({ type: 'project', ...each }));
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
