import * as vscode from 'vscode';
import type { ClientView } from '../client-view.ts';
import { closeDiffs, refreshDiffs } from './diff.ts';
import { closeMerges, forgetMerges, openMerge } from './merge.ts';
import { isDecidable, needsMerge, type Review, type ReviewedFile } from './review.ts';
import { folderOf, reviewItem, type ReviewNode } from './review-item.ts';
import type { Reviews } from './reviews.ts';

/** The view "Generated Changes": which files will be written; each has a box. */
export const view: ClientView = {
  register(services) {
    const { reviews } = services.generation;
    const tree = new ReviewTree(reviews);
    const shown = vscode.window.createTreeView<ReviewNode>('tenon.review', {
      treeDataProvider: tree,
      showCollapseAll: true,
      manageCheckboxStateManually: true,
    });
    const describe = (): void => {
      const { current } = reviews;
      shown.message = current ? messageOf(current) : undefined!;
      shown.badge = current
        ? {
            value: current.accepted.length,
            tooltip: vscode.l10n.t('{0} files would be written', current.accepted.length),
          }
        : undefined;
    };
    reviews.cleanUpWith(async (review) => {
      await Promise.allSettled([closeDiffs(services, review), closeMerges(services, review)]);
      await forgetMerges(services);
    });
    return vscode.Disposable.from(
      shown,
      tree,
      reviews.onDidChange(() => {
        describe();
        if (reviews.current) refreshDiffs(services, reviews.current);
      }),
      shown.onDidChangeCheckboxState(({ items }) => {
        const review = reviews.current;
        if (!review) return;
        for (const [node, state] of items) {
          const isAccepted = state === vscode.TreeItemCheckboxState.Checked;
          const files = node.type === 'file' ? [node.reviewed] : node.files;
          review.decide(
            files.map(({ file }) => file.path),
            isAccepted,
          );
          // Whoever wants such a file has to say first what becomes of their edits.
          if (isAccepted && node.type === 'file' && needsMerge(node.reviewed))
            void openMerge(services, review, node.path);
        }
      }),
    );
  },
};

function messageOf(review: Review): string {
  const { accepted, decidable } = review;
  if (!vscode.workspace.isTrusted)
    return vscode.l10n.t(
      '{0} files would change. This workspace is not trusted, so nothing can be written.',
      decidable.length,
    );
  const unsettled = review.files.filter(needsMerge).length;
  const sentence = vscode.l10n.t(
    '{0} of {1} files will be written to {2}.',
    accepted.length,
    decidable.length,
    review.project.output,
  );
  return unsettled === 0
    ? sentence
    : `${sentence} ${vscode.l10n.t('{0} have to be merged first.', unsettled)}`;
}

class ReviewTree implements vscode.TreeDataProvider<ReviewNode> {
  readonly #reviews: Reviews;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listener: vscode.Disposable;

  constructor(reviews: Reviews) {
    this.#reviews = reviews;
    this.#listener = reviews.onDidChange(() => this.#changed.fire(undefined));
  }

  getTreeItem(node: ReviewNode): vscode.TreeItem {
    return reviewItem(node);
  }

  getChildren(node?: ReviewNode): ReviewNode[] {
    const review = this.#reviews.current;
    if (!review || node?.type === 'file') return [];
    if (node) return node.files.map((reviewed) => ({ type: 'file', path: reviewed.file.path, reviewed }));
    const folders = new Map<string, ReviewedFile[]>();
    // What needs a decision comes before what only stays as it is.
    const sorted = [...review.files].sort((a, b) => Number(isDecidable(b)) - Number(isDecidable(a)));
    for (const reviewed of sorted) {
      const folder = folderOf(reviewed.file);
      folders.set(folder, [...(folders.get(folder) ?? []), reviewed]);
    }
    return [...folders].map(([folder, files]) => ({ type: 'folder', folder, files }));
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}
