import { childrenOf } from '../model/children.ts';
import { LoweringContext, type LoweringOptions } from '../model/lowering/context.ts';
import { lowerElement, type LoweredElement } from '../model/lowering/lower.ts';
import type { Block } from '../model/lowering/block.ts';
import { compareOrigins, compareText } from '../model/origin.ts';
import type { AnyElement, ElementKinds, Kind, System, SystemElement, Unread } from '../model/system.ts';
import type { ModelView, Named } from '../rules/model-view.ts';
import type { Subject } from '../rules/rule.ts';
import type { Analysis } from '../scoping/analysis.ts';
import { Computation } from '../scoping/computation.ts';
import type { Input } from '../scoping/input.ts';
import type { Tracker } from '../scoping/tracker.ts';
import type { FileSymbols } from '../scoping/file-symbols.ts';
import type { ProjectSymbols } from '../scoping/project-symbols.ts';
import type { Symbol } from '../scoping/symbol.ts';
import type { NounWord } from '../vocabulary/word.ts';
import type { ProjectFacts } from './facts.ts';

export interface ResolvedModelOptions {
  readonly analysis: Analysis;
  readonly facts: () => ProjectFacts;
  /** Qualified name of the environment that is applied; the declarations as they stand when absent. */
  readonly environment?: string;
  readonly overrides?: LoweringOptions['overrides'];
  /** The declarations as they stand: what an environment says nothing about is taken from there. */
  readonly base?: ResolvedModel;
  /** Told when the environment says other things than before. */
  readonly onEnvironmentChange?: () => void;
}

interface Lowered {
  readonly computation: Computation<LoweredElement>;
  /** The state of the file that the places in the element belong to. */
  file: FileSymbols | undefined;
}

/**
 * The resolved model for one environment. Elements are made when they are asked for and kept until something
 * changes that they were made from.
 */
export class ResolvedModel implements ModelView {
  readonly analysis: Analysis;
  readonly #options: ResolvedModelOptions;
  readonly #context: Computation<LoweringContext>;
  readonly #lowered = new WeakMap<Symbol, Lowered>();
  readonly #overviews = new Map<(model: ModelView) => unknown, Computation<unknown>>();
  readonly #ofKind = new Map<string, Computation<readonly SystemElement[]>>();
  /** Which inputs and computations the environment says something about, as far as was asked since the last change. */
  #touched: { readonly change: number; readonly inputs: Map<Input, boolean> } | undefined;

  constructor(options: ResolvedModelOptions) {
    this.analysis = options.analysis;
    this.#options = options;
    this.#context = new Computation(() => this.#createContext(), {
      ...(options.onEnvironmentChange ? { onDoubt: options.onEnvironmentChange } : {}),
    });
  }

  get #symbols(): ProjectSymbols {
    return this.analysis.project;
  }

  get #tracker(): Tracker {
    return this.#symbols.tracker;
  }

  get environment(): string | undefined {
    return this.context.environment?.qualifiedName;
  }

  get facts(): ProjectFacts {
    return this.#options.facts();
  }

  get context(): LoweringContext {
    return this.#context.get(this.#tracker);
  }

  #createContext(): LoweringContext {
    const { analysis, environment, overrides } = this.#options;
    const symbol = environment === undefined ? undefined : this.#symbols.topLevel('environment', environment);
    return new LoweringContext({
      analysis,
      ...(symbol ? { environment: symbol } : {}),
      ...(overrides ? { overrides } : {}),
    });
  }

  /** Whether something that was computed for the declarations as they stand holds in this environment, too. */
  shares(symbol: Symbol, computation: Computation<unknown>): boolean {
    const context = this.context;
    if (this.#touched?.change !== this.#tracker.changes) {
      const inputs = new Map<Input, boolean>(context.overriddenInputs().map((input) => [input, true]));
      this.#touched = { change: this.#tracker.changes, inputs };
    }
    return !context.isOverridden(symbol) && !computation.dependsOn(this.#touched.inputs);
  }

  lowered(symbol: Symbol): LoweredElement {
    const { base } = this.#options;
    if (base) {
      const lowered = base.#entry(symbol);
      if (this.shares(symbol, lowered.computation)) return lowered.computation.get(this.#tracker);
    }
    return this.#entry(symbol).computation.get(this.#tracker);
  }

  #entry(symbol: Symbol): Lowered {
    const file = this.#symbols.read.get(symbol.file.path);
    let entry = this.#lowered.get(symbol);
    if (!entry) {
      const computation = new Computation(() => lowerElement(symbol, this.context));
      this.#lowered.set(symbol, (entry = { computation, file }));
    }
    // The declaration moved and says the same: only the places in the element are new.
    const isMoved = entry.file !== file;
    entry.file = file;
    const isNew = entry.computation.update(this.#tracker);
    if (isMoved && !isNew) entry.computation.move(this.#tracker);
    return entry;
  }

  /** A declaration as rules look at it. It is read once for all of them. */
  subject(symbol: Symbol): Subject {
    const { kind, qualifiedName } = symbol;
    const { element } = this.lowered(symbol);
    let block: Block | undefined;
    return {
      kind,
      qualifiedName,
      element,
      block: <W extends NounWord>(word: W) => {
        if (block?.word !== word) block = this.context.block(word, symbol);
        return block as Block<W>;
      },
    };
  }

  own<K extends Kind>(kind: K, of: Named): ElementKinds[K] | undefined {
    return this.element(kind, of);
  }

  ownBlock<W extends NounWord>(word: W, of: Named): Block<W> | undefined {
    return this.block(word, of);
  }

  element<K extends Kind>(kind: K, of: { readonly qualifiedName: string }): ElementKinds[K] | undefined {
    const symbol = this.#symbols.topLevel(kind, of.qualifiedName);
    return symbol && (this.lowered(symbol).element as ElementKinds[K] | undefined);
  }

  find({ kind, qualifiedName }: Named): AnyElement | undefined {
    const direct = this.element(kind as Kind, { qualifiedName });
    if (direct) return direct;
    for (let name = parentName(qualifiedName); name; name = parentName(name)) {
      const [top] = this.#symbols
        .declared(parentName(name), name.slice(name.lastIndexOf('.') + 1))
        .filter((symbol) => symbol.parent === undefined && holds(symbol, kind, qualifiedName));
      const element = top && this.lowered(top).element;
      const found = element && inside(element, kind, qualifiedName);
      if (found) return found;
    }
    return undefined;
  }

  block<W extends NounWord>(word: W, of: { readonly qualifiedName: string }): Block<W> | undefined {
    const symbol = this.#symbols.topLevel(word.noun, of.qualifiedName);
    return symbol && this.context.block(word, symbol);
  }

  all<K extends Kind>(kind: K): readonly ElementKinds[K][] {
    let elements = this.#ofKind.get(kind);
    if (!elements) {
      elements = new Computation(() =>
        this.#symbols.ofKind(kind).flatMap((symbol) => this.lowered(symbol).element ?? []),
      );
      this.#ofKind.set(kind, elements);
    }
    return elements.get(this.#tracker) as readonly ElementKinds[K][];
  }

  overview<T>(make: (model: ModelView) => T): T {
    let overview = this.#overviews.get(make);
    if (!overview) this.#overviews.set(make, (overview = new Computation(() => make(this))));
    return overview.get(this.#tracker) as T;
  }

  blocks<W extends NounWord>(word: W): readonly Block<W>[] {
    return this.#symbols.ofKind(word.noun).map((symbol) => {
      // What the block says is part of the answer, so its name is looked up like any other.
      this.#symbols.topLevel(word.noun, symbol.qualifiedName);
      return this.context.block(word, symbol);
    });
  }

  /** Everything at once, for those who generate from it. */
  system(symbols: Iterable<Symbol>): System {
    const elements: SystemElement[] = [];
    // An element can be read more than once, as a named recovery by each that uses it.
    const opened = new Map<Symbol, readonly Unread[]>();
    for (const symbol of symbols) {
      const lowered = this.lowered(symbol);
      if (lowered.element) elements.push(lowered.element);
      for (const each of lowered.opened) opened.set(each.symbol, each.unread);
    }
    const { environment } = this;
    return {
      ...(environment === undefined ? {} : { environment }),
      elements: elements.sort(
        (a, b) => compareText(a.qualifiedName, b.qualifiedName) || compareText(a.kind, b.kind),
      ),
      unread: [...opened.values()].flat().sort((a, b) => compareOrigins(a.origin, b.origin)),
    };
  }
}

const parentName = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));

const holds = (symbol: Symbol, kind: string, qualifiedName: string): boolean =>
  (symbol.kind === kind && symbol.qualifiedName === qualifiedName) ||
  symbol.all.some((member) => holds(member, kind, qualifiedName)) ||
  // What a template makes is no symbol of its own.
  symbol.members.size === 0;

function inside(element: AnyElement, kind: string, qualifiedName: string): AnyElement | undefined {
  for (const child of childrenOf(element)) {
    if (child.kind === kind && child.qualifiedName === qualifiedName) return child;
    const found = inside(child, kind, qualifiedName);
    if (found) return found;
  }
  return undefined;
}
