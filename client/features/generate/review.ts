import * as vscode from 'vscode';
import type { GenerationPreview, PreviewedFile, ProjectDescription } from '../../../protocol/index.ts';
import type { Selection } from './selection.ts';

/** One file of a review and what shall become of it. */
export interface ReviewedFile {
  readonly file: PreviewedFile;
  readonly isAccepted: boolean;
  /** For a file that was edited by hand: what becomes of both sides, when it is known. */
  readonly merged?: string;
}

/** What would be written, and which of it a person accepts. Nothing is written by it. */
export class Review {
  readonly project: ProjectDescription;
  readonly selection: Selection;
  readonly unchanged: number;
  readonly #files = new Map<string, ReviewedFile>();
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChange = this.#changed.event;

  constructor(project: ProjectDescription, selection: Selection, preview: GenerationPreview) {
    this.project = project;
    this.selection = selection;
    this.unchanged = preview.unchanged;
    for (const file of preview.files) this.#files.set(file.path, reviewed(file));
  }

  get files(): readonly ReviewedFile[] {
    return [...this.#files.values()];
  }

  file(path: string): ReviewedFile | undefined {
    return this.#files.get(path);
  }

  /** Files that would be written or removed when they are accepted. */
  get decidable(): readonly ReviewedFile[] {
    return this.files.filter(isDecidable);
  }

  get accepted(): readonly ReviewedFile[] {
    return this.files.filter(({ isAccepted }) => isAccepted);
  }

  /** Accepts or refuses files. One that both sides changed can't be accepted before it is merged. */
  decide(paths: Iterable<string>, isAccepted: boolean): void {
    for (const path of paths) {
      const known = this.#files.get(path);
      if (known && isDecidable(known))
        this.#files.set(path, { ...known, isAccepted: isAccepted && !needsMerge(known) });
    }
    this.#changed.fire(undefined);
  }

  /** Takes over what a person made of both sides, and accepts it. */
  settle(path: string, merged: string): void {
    const known = this.#files.get(path);
    if (!known) return;
    this.#files.set(path, { ...known, merged, isAccepted: true });
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** What needs nobody's thought is accepted at first; what was edited by hand, only when it merges by itself. */
function reviewed(file: PreviewedFile): ReviewedFile {
  const { change, conflict } = file;
  if (change !== 'conflict') return { file, isAccepted: WRITTEN.has(change) };
  return conflict?.overlaps === 0
    ? { file, isAccepted: true, merged: conflict.merged! }
    : { file, isAccepted: false };
}

const WRITTEN: ReadonlySet<PreviewedFile['change']> = new Set(['create', 'update', 'remove']);

export const isDecidable = ({ file: { change } }: ReviewedFile): boolean =>
  WRITTEN.has(change) || change === 'conflict';

/** Both sides changed the same lines, and nobody has settled it yet. */
export const needsMerge = ({ file, merged }: ReviewedFile): boolean =>
  file.conflict?.base !== undefined && merged === undefined;

/** What would stand there: the merged text, else what is generated; undefined for copies and removed files. */
export const textOf = ({ file, merged }: ReviewedFile): string | undefined =>
  merged ?? (needsMerge({ file, isAccepted: false }) ? file.conflict!.merged : file.text);
