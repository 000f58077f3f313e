import type { AnyElement } from '../model/system.ts';
import type { ModelView } from '../rules/model-view.ts';
import type { Symbol } from '../scoping/symbol.ts';
import { subjectKey, type Derivation, type Subject } from './derivation.ts';
import { symbolOf } from './symbol-of.ts';

/** Longer chains are cut, so that no model is too long for the stack. */
const DEEPEST = 400;

export type Fact = Omit<Derivation, 'subject'>;

/** How something of one kind is derived. */
export type Deriver = (subject: Subject, book: FactBook) => Fact | undefined;

/** The facts of one derivation: each is made once, and one that follows from itself ends there. */
export class FactBook {
  readonly model: ModelView;
  readonly #derivers: ReadonlyMap<string, Deriver>;
  readonly #otherwise: Deriver;
  readonly #known = new Map<string, Derivation | undefined>();
  readonly #open = new Set<string>();
  readonly #headlines = new Map<Derivation, Derivation>();

  /** `otherwise` is for kinds that have no deriver of their own. */
  constructor(model: ModelView, derivers: ReadonlyMap<string, Deriver>, otherwise: Deriver) {
    this.model = model;
    this.#derivers = derivers;
    this.#otherwise = otherwise;
  }

  /** What is known of a subject by the rules of its kind; nothing for a subject that is not there. */
  derive(subject: Subject): Derivation | undefined {
    return this.once(subject, () => (this.#derivers.get(subject.kind) ?? this.#otherwise)(subject, this));
  }

  /** The same for several, without those that are not there. */
  deriveAll(subjects: readonly Subject[]): Derivation[] {
    return subjects.flatMap((subject) => this.derive(subject) ?? []);
  }

  /** The same without what they follow from, for chains that would grow out of sight. */
  headlines(subjects: readonly Subject[]): Derivation[] {
    return this.deriveAll(subjects).map((full) => {
      const known = this.#headlines.get(full) ?? (full.from.length === 0 ? full : { ...full, from: [] });
      this.#headlines.set(full, known);
      return known;
    });
  }

  once(subject: Subject, make: () => Fact | undefined): Derivation | undefined {
    const key = subjectKey(subject);
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#open.has(key)) {
      const text = subject.qualifiedName;
      return {
        subject: plain(subject),
        text,
        because: 'It follows from itself: this is a circle.',
        from: [],
      };
    }
    if (this.#open.size >= DEEPEST) {
      const text = subject.qualifiedName;
      return {
        subject: plain(subject),
        text,
        because: 'The chain goes on; ask for this name to see the rest.',
        from: [],
      };
    }
    this.#open.add(key);
    const fact = make();
    this.#open.delete(key);
    const derivation = fact && { subject: plain(subject), ...fact };
    this.#known.set(key, derivation);
    return derivation;
  }

  find<K extends AnyElement['kind']>(
    kind: K,
    qualifiedName: string,
  ): Extract<AnyElement, { kind: K }> | undefined {
    return this.model.find({ kind, qualifiedName }) as Extract<AnyElement, { kind: K }> | undefined;
  }

  symbol(subject: Subject): Symbol | undefined {
    return symbolOf(this.model.analysis, subject);
  }
}

/** References carry more than a subject has. */
const plain = ({ kind, qualifiedName }: Subject): Subject => ({ kind, qualifiedName });
