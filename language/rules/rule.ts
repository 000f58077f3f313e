import type { Severity } from '../diagnostics/diagnostic.ts';
import type { File } from '../generated/ast.ts';
import type { Block } from '../model/lowering/block.ts';
import type { Origin } from '../model/origin.ts';
import type { ElementKinds, Kind, SystemElement } from '../model/system.ts';
import type { ProjectFacts } from '../project/facts.ts';
import type { Analysis } from '../scoping/analysis.ts';
import type { FileSymbols } from '../scoping/file-symbols.ts';
import type { Report } from '../scoping/problem.ts';
import type { NounWord } from '../vocabulary/word.ts';
import type { Fix } from './fix.ts';
import type { ModelView } from './model-view.ts';

/** What a rule of one file may look at. */
export interface FileContext {
  readonly file: FileSymbols;
  readonly ast: File;
  readonly analysis: Analysis;
  readonly facts: ProjectFacts;
}

/**
 * How far a rule looks, from near to far; what lies further away can change without the rule being asked again.
 * - `element`: the declaration itself, with the layers laid over it.
 * - `file`: other declarations of the same file, too.
 * - `neighbours`: what the declaration refers to, and what that refers to.
 * - `project`: every declaration of a kind, wherever it stands.
 */
export const REACHES = ['element', 'file', 'neighbours', 'project'] as const;
export type Reach = (typeof REACHES)[number];

/** Rule sets, each with all rules of those before it. */
export const RULE_SETS = ['recommended', 'strict', 'all'] as const;
export type RuleSet = (typeof RULE_SETS)[number];

/**
 * One check with its fix. Its folder also holds its page (`<name>.md`, with a bad and a good example)
 * and its test.
 */
export interface Rule {
  readonly code: string;
  /** Name of its folder, such as `traffic-shares`. */
  readonly name: string;
  /** One sentence for the list of rules. */
  readonly summary: string;
  readonly severity: Severity;
  /** A test holds the rule to it. */
  readonly reach?: Reach;
  /** The smallest rule set that has it; `recommended` when absent. */
  readonly set?: RuleSet;
  /** Looks at the syntax and names of one file. */
  checkFile?(context: FileContext, report: Report): void;
  /** Looks at elements of the resolved model, one at a time. */
  readonly checks?: readonly ElementCheck[];
  /** Quick fixes; they use only the diagnostic's data. */
  readonly fixes?: readonly Fix[];
}

/** The declaration that is checked. */
export interface Subject {
  readonly kind: string;
  readonly qualifiedName: string;
  /** What the resolved model has of it, if its kind is one that it carries. */
  readonly element: SystemElement | undefined;
  block<W extends NounWord>(word: W): Block<W>;
}

/** What is done for each element of a kind; made by `onElement` and `onBlock`. */
export interface ElementCheck {
  /** Noun of the declarations that it looks at. */
  readonly noun: string;
  check(of: Subject, model: ModelView, report: SystemReport): void;
}

/** Looks at each element of a kind as the resolved model has it. */
export const onElement = <K extends Kind>(
  kind: K,
  check: (element: ElementKinds[K], model: ModelView, report: SystemReport) => void,
): ElementCheck => ({
  noun: kind,
  check(of, model, report) {
    const { element } = of;
    if (element?.kind === kind) check(element as ElementKinds[K], model, report);
  },
});

/** Looks at the statements of each top-level declaration of a noun, with its layers laid over each other. */
export const onBlock = <W extends NounWord>(
  word: W,
  check: (block: Block<W>, model: ModelView, report: SystemReport) => void,
): ElementCheck => ({
  noun: word.noun,
  check(of, model, report) {
    if (word.noun === of.kind) check(of.block(word), model, report);
  },
});

/** A finding about an element of the resolved model. */
export type SystemReport = (finding: {
  readonly message: string;
  readonly origin: Origin;
  readonly help?: string;
  readonly data?: unknown;
  readonly severity?: Severity;
  readonly related?: readonly { readonly origin: Origin; readonly message: string }[];
}) => void;
