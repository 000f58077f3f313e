import type { NotificationMessage, RequestMessage } from './message.ts';

/** How many findings there are in a part of the model. */
export interface ProblemCounts {
  readonly errors: number;
  readonly warnings: number;
}

/** The elements of one kind in one area of a project. */
export interface KindBranch extends ProblemCounts {
  /** Area of the vocabulary, such as `serving`. */
  readonly area: string;
  /** Noun of the language, such as `service`. */
  readonly kind: string;
  /** What people call it, where the editor's language has another word. */
  readonly kindName?: string;
  readonly count: number;
}

/** One element of the resolved model. */
export interface TreeElement extends ProblemCounts {
  readonly kind: string;
  /** What people call the kind, where the editor's language has another word. */
  readonly kindName?: string;
  readonly name: string;
  readonly qualifiedName: string;
  /** Its documentation, as Markdown. */
  readonly documentation?: string;
  /** Where it is declared; positions count from 0. */
  readonly uri: string;
  readonly range: TreeRange;
  /** How many generated files it has lines in; 0 when nothing was generated yet. */
  readonly generated: number;
  /** Figures of the last measurement in one line, for what was measured. */
  readonly figures?: string;
  readonly hasChildren: boolean;
}

export interface TreeRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** A generated file that an element has lines in. */
export interface TreeFile {
  readonly uri: string;
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  readonly target: string;
  /** First line, counted from 0. */
  readonly line: number;
}

/** Kinds of a project in the order of the areas; empty when there is no project at this URI. */
export const PROJECT_KINDS: RequestMessage<{ readonly uri: string }, readonly KindBranch[]> = {
  method: 'tenon/projectKinds',
};

/** Elements of a kind, or those inside an element when `inside` names one; sorted by name, or as they stand. */
export const PROJECT_ELEMENTS: RequestMessage<
  { readonly uri: string; readonly kind: string; readonly inside?: string },
  readonly TreeElement[]
> = { method: 'tenon/projectElements' };

/** Generated files of an element, sorted by path. */
export const GENERATED_FILES: RequestMessage<
  { readonly uri: string; readonly element: string },
  readonly TreeFile[]
> = { method: 'tenon/generatedFiles' };

export interface InspectQuestion {
  /** URI of the project folder. */
  readonly uri: string;
  /** Qualified name of an element or a part of one. */
  readonly name: string;
  /** Its kind, where several are called alike; any when absent. */
  readonly kind?: string;
}

/**
 * Everything that is known of one element, as Markdown; places are written `path:line:column`, relative to the
 * project folder. Null when there is no such project or element.
 */
export const INSPECT: RequestMessage<InspectQuestion, { readonly text: string } | null> = {
  method: 'tenon/inspect',
};

/** From the server, when what it has told of the trees may be out of date. Told once until it is asked again. */
export const PROJECT_TREE_CHANGED: NotificationMessage<Record<string, never>> = {
  method: 'tenon/projectTreeChanged',
};
