import type { AnyElement, ElementKinds, Kind, System, SystemElement } from '../model/system.ts';
import { childrenOf } from '../model/children.ts';
import type { Block } from '../model/lowering/block.ts';
import type { LoweringContext } from '../model/lowering/context.ts';
import type { ModelView, Named } from '../rules/model-view.ts';
import type { Analysis } from '../scoping/analysis.ts';
import type { Symbol } from '../scoping/symbol.ts';
import type { NounWord } from '../vocabulary/word.ts';
import type { ProjectFacts } from './facts.ts';

/** The resolved model of one state of the project, as rules ask for it. */
export class SystemView implements ModelView {
  readonly facts: ProjectFacts;
  readonly environment: string | undefined;
  readonly #context: LoweringContext;
  readonly #elements = new Map<string, SystemElement>();
  readonly #symbols: ReadonlyMap<string, Symbol>;

  constructor(
    system: System,
    context: LoweringContext,
    symbols: ReadonlyMap<string, Symbol>,
    facts: ProjectFacts,
  ) {
    this.facts = facts;
    this.environment = system.environment;
    this.#context = context;
    this.#symbols = symbols;
    for (const element of system.elements) this.#elements.set(keyOf(element), element);
  }

  get analysis(): Analysis {
    return this.#context.analysis;
  }

  own<K extends Kind>(kind: K, of: Named): ElementKinds[K] | undefined {
    return this.element(kind, of);
  }

  ownBlock<W extends NounWord>(word: W, of: Named): Block<W> | undefined {
    return this.block(word, of);
  }

  element<K extends Kind>(
    kind: K,
    { qualifiedName }: { qualifiedName: string },
  ): ElementKinds[K] | undefined {
    return this.#elements.get(keyOf({ kind, qualifiedName })) as ElementKinds[K] | undefined;
  }

  find({ kind, qualifiedName }: Named): AnyElement | undefined {
    const direct = this.#elements.get(keyOf({ kind, qualifiedName }));
    if (direct) return direct;
    for (let name = parentName(qualifiedName); name; name = parentName(name)) {
      for (const [, element] of this.#elements) {
        if (element.qualifiedName !== name) continue;
        const found = inside(element, kind, qualifiedName);
        if (found) return found;
      }
    }
    return undefined;
  }

  block<W extends NounWord>(word: W, { qualifiedName }: { qualifiedName: string }): Block<W> | undefined {
    const symbol = this.#symbols.get(keyOf({ kind: word.noun, qualifiedName }));
    return symbol && this.#context.block(word, symbol);
  }

  all<K extends Kind>(kind: K): readonly ElementKinds[K][] {
    return [...this.#elements.values()].filter(
      (element): element is ElementKinds[K] => element.kind === kind,
    );
  }

  blocks<W extends NounWord>(word: W): readonly Block<W>[] {
    return [...this.#symbols.values()]
      .filter((symbol) => symbol.kind === word.noun)
      .map((symbol) => this.#context.block(word, symbol));
  }
}

const keyOf = ({ kind, qualifiedName }: Named): string => `${kind} ${qualifiedName}`;

const parentName = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));

function inside(element: AnyElement, kind: string, qualifiedName: string): AnyElement | undefined {
  for (const child of childrenOf(element)) {
    if (child.kind === kind && child.qualifiedName === qualifiedName) return child;
    const found = inside(child, kind, qualifiedName);
    if (found) return found;
  }
  return undefined;
}
