import { parametersAt } from '../derivation/value-facts.ts';
import { childrenOf } from '../model/children.ts';
import { environmentChain } from '../model/lowering/environment.ts';
import { compareText, type Range } from '../model/origin.ts';
import type { AnyElement } from '../model/system.ts';
import { VOCABULARY, type Project } from '../project/project.ts';
import type { ResolvedModel } from '../project/resolved-model.ts';
import { whereIs } from '../scoping/place.ts';
import type { Symbol } from '../scoping/symbol.ts';
import { AREAS, type Area, type NounWord } from '../vocabulary/word.ts';
import { compareFigures } from './compare-figures.ts';
import { elementLeaves } from './element-leaves.ts';
import type { Leaf, LeafLayer } from './leaf.ts';
import type {
  ComparedElement,
  ComparedEnvironments,
  ComparedFigure,
  ComparedProperty,
  ComparedValue,
  ModelComparison,
  ValueLayer,
} from './model-comparison.ts';
import { pairLeaves } from './pair-leaves.ts';
import { statementLeaves } from './statement-leaves.ts';
import { unreadLeaves } from './unread-leaves.ts';

export interface CompareOptions {
  readonly signal?: AbortSignal;
  /** Comparing is synchronous: between elements whoever asked may hear that it is cancelled. */
  readonly pause?: () => Promise<unknown>;
}

/** Elements between two pauses. */
const STRETCH = 200;

/**
 * Holds the resolved models of two environments against each other: element by element, value by value. Values are
 * the same when they mean the same, wherever they are written. Throws only when it is cancelled.
 */
export async function compareModels(
  project: Project,
  { one, other }: ComparedEnvironments,
  { signal, pause }: CompareOptions = {},
): Promise<ModelComparison | { readonly problem: { readonly message: string; readonly help?: string } }> {
  const first = project.model(one);
  if ('problem' in first) return first;
  const second = project.model(other);
  if ('problem' in second) return second;
  const comparer = new Comparer(project, first.model, second.model);
  let count = 0;
  for (const word of topNouns()) {
    for (const symbol of project.analysis.project.ofKind(word.noun)) {
      if (symbol.file.library) continue;
      if (count++ % STRETCH === 0) await pause?.();
      signal?.throwIfAborted();
      comparer.compare(word, symbol);
    }
  }
  comparer.compareSettings(first.name, second.name);
  return comparer.comparison;
}

/** Nouns that declare elements of a system, in the order of their areas. */
const topNouns = (): readonly NounWord[] => {
  const nouns = [...VOCABULARY.nouns.values()].filter(
    ({ noun, in: places }) => places.includes('file') && !NO_ELEMENTS.includes(noun),
  );
  return AREAS.flatMap((area) => nouns.filter((noun) => noun.area === area));
};

/** What is made of them stands elsewhere; environments are what is compared. */
const NO_ELEMENTS: readonly string[] = ['template', 'let', 'environment'];

class Comparer {
  readonly #project: Project;
  readonly #one: ResolvedModel;
  readonly #other: ResolvedModel;
  readonly #environments: readonly { readonly name: string; readonly file: string; readonly range: Range }[];
  readonly #differing: ComparedElement[] = [];
  #same = 0;

  constructor(project: Project, one: ResolvedModel, other: ResolvedModel) {
    this.#project = project;
    this.#one = one;
    this.#other = other;
    this.#environments = project
      .environments()
      .map(({ name, file, node }) => ({ name, file: file.path, range: whereIs(node) }));
  }

  get comparison(): ModelComparison {
    const rank = ({ area }: ComparedElement): number => AREAS.indexOf(area);
    const elements = this.#differing.sort(
      (a, b) =>
        rank(a) - rank(b) || compareText(a.qualifiedName, b.qualifiedName) || compareText(a.kind, b.kind),
    );
    return { elements, same: this.#same };
  }

  compare(word: NounWord, symbol: Symbol): void {
    const one = this.#one.lowered(symbol);
    const other = this.#other.lowered(symbol);
    if (!one.element && !other.element) {
      const leavesIn = (model: ResolvedModel): Leaf[] =>
        statementLeaves(model.context.block(word, symbol), symbol);
      const { kind, qualifiedName } = symbol;
      const origin = this.#one.context.origin(symbol, symbol.node);
      this.#add(
        { area: word.area, kind, qualifiedName, origin },
        leavesIn(this.#one),
        leavesIn(this.#other),
        [],
      );
      return;
    }
    const unreadIn = ({ opened }: typeof one): Leaf[] =>
      unreadLeaves(
        opened.filter((each) => each.symbol === symbol).flatMap(({ unread }) => unread),
        this.#textOf,
      );
    this.#compareElements(word.area, one.element, other.element, {
      one: unreadIn(one),
      other: unreadIn(other),
    });
  }

  readonly #textOf = (file: string): string | undefined => this.#project.files.get(file)?.text;

  /** An element and its parts. */
  #compareElements(
    area: Area,
    one: AnyElement | undefined,
    other: AnyElement | undefined,
    unread: { readonly one: readonly Leaf[]; readonly other: readonly Leaf[] } = { one: [], other: [] },
  ): void {
    const some = one ?? other;
    if (!some) return;
    const { kind, qualifiedName, origin } = some;
    const onlyIn = !other ? 'one' : !one ? 'other' : undefined;
    const { prices } = this.#project;
    const figures = compareFigures([this.#one, one], [this.#other, other], prices);
    // What no environment says anything about is the same object in both models.
    const isShared = one === other && figures.length === 0 && unread.one.length + unread.other.length === 0;
    this.#add(
      { area, kind, qualifiedName, origin, ...(onlyIn ? { onlyIn } : {}) },
      one && !isShared ? [...elementLeaves(one, this.#one), ...unread.one] : [],
      other && !isShared ? [...elementLeaves(other, this.#other), ...unread.other] : [],
      figures,
    );
    const parts = partsOf(one);
    const otherParts = partsOf(other);
    for (const key of new Set([...parts.keys(), ...otherParts.keys()]))
      this.#compareElements(area, parts.get(key), otherParts.get(key));
  }

  #add(
    element: Omit<ComparedElement, 'properties' | 'figures'>,
    ones: readonly Leaf[],
    others: readonly Leaf[],
    figures: readonly ComparedFigure[],
  ): void {
    const pairs = pairLeaves(ones, others);
    if (!element.onlyIn && figures.length === 0 && pairs.every(({ isSame }) => isSame)) {
      this.#same += 1;
      return;
    }
    const properties = pairs.map(({ property, one, other, isSame }): ComparedProperty => ({
      property,
      isSame,
      ...(one ? { one: this.#valueOf(one, isSame) } : {}),
      ...(other ? { other: this.#valueOf(other, isSame) } : {}),
    }));
    this.#differing.push({ ...element, properties, figures });
  }

  #valueOf(leaf: Leaf, isSame: boolean): ComparedValue {
    const value = { ...this.#layerOf(leaf), under: leaf.under.map((each) => this.#layerOf(each)) };
    if (isSame || leaf.isImplied) return value;
    const parameters = parametersAt(leaf.origin, this.#project.analysis);
    return parameters.length === 0 ? value : { ...value, parameters };
  }

  #layerOf({ text, origin }: LeafLayer): ValueLayer {
    const environment = this.#environments.find(
      ({ file, range }) => file === origin.file && isInside(origin.range, range),
    );
    return { text, origin, ...(environment ? { environment: environment.name } : {}) };
  }

  /** What environments say of themselves and not of an element, such as where the state is kept. */
  compareSettings(one: string | undefined, other: string | undefined): void {
    const symbols = this.#project.environments();
    const settingsOf = (name: string | undefined, model: ResolvedModel): Leaf[] => {
      const symbol = symbols.find(({ qualifiedName }) => qualifiedName === name);
      const chain = environmentChain(this.#project.analysis, symbol);
      const unread = chain.flatMap((each) => model.lowered(each).opened.flatMap((opened) => opened.unread));
      return unreadLeaves(unread, this.#textOf);
    };
    const shown = symbols.find(({ qualifiedName }) => qualifiedName === (other ?? one));
    if (!shown) return;
    const { kind, qualifiedName } = shown;
    const origin = this.#one.context.origin(shown, shown.node);
    const before = this.#same;
    this.#add(
      { area: 'release', kind, qualifiedName, origin },
      settingsOf(one, this.#one),
      settingsOf(other, this.#other),
      [],
    );
    // Environments are no elements that could be the same.
    this.#same = before;
  }
}

function isInside(inner: Range, outer: Range): boolean {
  const isAfter = (a: Range['start'], b: Range['start']): boolean =>
    a.line > b.line || (a.line === b.line && a.character >= b.character);
  return isAfter(inner.start, outer.start) && isAfter(outer.end, inner.end);
}

/** What stands inside an element, by kind and name; several may share these where an environment adds them. */
function partsOf(element: AnyElement | undefined): ReadonlyMap<string, AnyElement> {
  const parts = new Map<string, AnyElement>();
  for (const part of element ? childrenOf(element) : []) {
    let key = `${part.kind} ${part.qualifiedName}`;
    while (parts.has(key)) key += '+';
    parts.set(key, part);
  }
  return parts;
}
