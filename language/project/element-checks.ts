import { CODES } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Position, Range } from '../model/origin.ts';
import type { ElementCheck, Rule } from '../rules/rule.ts';
import { Computation } from '../scoping/computation.ts';
import type { FileSymbols } from '../scoping/file-symbols.ts';
import { placesInput, type ProjectSymbols } from '../scoping/project-symbols.ts';
import type { Symbol } from '../scoping/symbol.ts';
import type { ResolvedModel } from './resolved-model.ts';
import { nameRange, reportTo } from './to-diagnostic.ts';

interface RuleCheck {
  readonly rule: Rule;
  readonly check: ElementCheck;
}

interface ElementFindings {
  readonly computation: Computation<readonly Diagnostic[]>;
  /** State of the file to which the places in the findings belong. */
  file: FileSymbols | undefined;
  /** Where the declaration began when it was checked. */
  start: Position | undefined;
}

export interface ElementChecksOptions {
  readonly rules: readonly Rule[];
  readonly symbols: ProjectSymbols;
  /** Told of each element that is checked, and whose findings do not hold any more. */
  readonly onCheck: () => void;
  readonly onStale: (symbol: Symbol) => void;
  /** Told how long a rule took, from when on in milliseconds. */
  readonly countTime: (rule: Rule, start: number) => void;
}

/** What the rules find in elements of the resolved model, kept until something changes that it follows from. */
export class ElementChecks {
  readonly #options: ElementChecksOptions;
  readonly #checksByNoun = new Map<string, RuleCheck[]>();
  readonly #findings = new WeakMap<ResolvedModel, WeakMap<Symbol, ElementFindings>>();

  constructor(options: ElementChecksOptions) {
    this.#options = options;
    for (const rule of options.rules) {
      for (const check of rule.checks ?? []) {
        const ofNoun = this.#checksByNoun.get(check.noun);
        if (ofNoun) ofNoun.push({ rule, check });
        else this.#checksByNoun.set(check.noun, [{ rule, check }]);
      }
    }
  }

  /** Findings of one top-level declaration; for an environment `base` is the model without one. */
  check(symbol: Symbol, model: ResolvedModel, base: ResolvedModel | undefined): readonly Diagnostic[] {
    const { tracker } = this.#options.symbols;
    if (base) {
      const ofBase = this.#findingsOf(base, symbol);
      const findings = ofBase.get(tracker);
      if (model.shares(symbol, ofBase)) return findings;
    }
    return this.#findingsOf(model, symbol).get(tracker);
  }

  #findingsOf(model: ResolvedModel, symbol: Symbol): Computation<readonly Diagnostic[]> {
    let known = this.#findings.get(model);
    if (!known) this.#findings.set(model, (known = new WeakMap<Symbol, ElementFindings>()));
    const file = this.#options.symbols.read.get(symbol.file.path);
    const kept = known.get(symbol);
    if (kept && (kept.file === file || standsWhereItStood(kept, symbol))) {
      kept.file = file;
      return kept.computation;
    }
    kept?.computation.dispose();
    const entry: ElementFindings = {
      computation: new Computation(
        () => {
          entry.start = startOf(symbol);
          const findings = this.#check(model, symbol);
          // Whether these places moved is seen without asking for everything again.
          this.#options.symbols.tracker.unread(placesInput(symbol.file.path));
          return findings;
        },
        { onDoubt: () => this.#options.onStale(symbol) },
      ),
      file,
      start: undefined,
    };
    known.set(symbol, entry);
    return entry.computation;
  }

  #check(model: ResolvedModel, symbol: Symbol): readonly Diagnostic[] {
    this.#options.onCheck();
    const result: Diagnostic[] = [];
    const subject = model.subject(symbol);
    for (const { rule, check } of this.#checksByNoun.get(symbol.kind) ?? []) {
      const start = performance.now();
      try {
        check.check(subject, model, reportTo(result, rule));
      } catch (error) {
        // One rule that fails must not take the others with it; a test that sees this finding fails.
        result.push(failedRule(rule, symbol, error));
      }
      this.#options.countTime(rule, start);
    }
    readPlaces(result, symbol.file.path, this.#options.symbols);
    return result;
  }
}

const startOf = ({ node }: Symbol): Position => node.$cstNode!.range.start;

/**
 * Whether the places in the findings of a declaration hold in the newest state of its file, too. One that says
 * something else is checked again anyway. Where nothing was found, no place can have moved.
 */
function standsWhereItStood({ computation, start: before }: ElementFindings, symbol: Symbol): boolean {
  const findings = computation.known ?? [];
  if (findings.length === 0) return true;
  const { start, end } = symbol.node.$cstNode!.range;
  const isInside = ({ file, range }: { readonly file: string; readonly range: Range }): boolean =>
    file !== symbol.file.path || (range.start.line >= start.line && range.end.line <= end.line);
  return (
    start.line === before?.line &&
    start.character === before.character &&
    findings.every((each) => isInside(each) && (each.related ?? []).every(isInside))
  );
}

const failedRule = ({ code, name }: Rule, symbol: Symbol, error: unknown): Diagnostic => ({
  code: CODES.failedRule,
  severity: 'warning',
  message: `The rule ${code} (${name}) failed here: ${error instanceof Error ? error.message : String(error)}.`,
  file: symbol.file.path,
  range: nameRange(symbol),
  help: 'This is a bug of Tenon: please report it with the declaration.',
});

/** Findings that point into other files are made again when these change. */
export function readPlaces(found: readonly Diagnostic[], own: string, { tracker }: ProjectSymbols): void {
  for (const { file, related } of found) {
    for (const path of [file, ...(related ?? []).map((each) => each.file)]) {
      if (path !== own) tracker.read(placesInput(path));
    }
  }
}
