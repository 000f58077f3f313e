import type { Origin } from '../model/origin.ts';

/** What a fact is about. */
export interface Subject {
  /** Kind of the element, such as `feature`; also `tensor`, `formula`, `value` and the like. */
  readonly kind: string;
  /** `shop.fraud.fraud_net.features`; of a tensor in a file `models/fraud_net.onnx#features`. */
  readonly qualifiedName: string;
}

/** One fact that was written or inferred, with what it follows from. Shared facts are the same object. */
export interface Derivation {
  readonly subject: Subject;
  /** The fact as it is written in a model, on one line: `swipes_1h : int64 = count() over 1h`. */
  readonly text: string;
  /** Its type, where it has one that `text` does not show. */
  readonly type?: string;
  /** The rule by which it follows, as a sentence. */
  readonly because: string;
  /** Where it is written; absent for what follows from nothing that was written. */
  readonly origin?: Origin;
  /** A file of the project that says it, relative to the project folder. */
  readonly file?: string;
  readonly from: readonly Derivation[];
}

export const subjectKey = ({ kind, qualifiedName }: Subject): string => `${kind} ${qualifiedName}`;

/** The fact with its type: `swipes_1h = count() over 1h : int64`. */
export const factText = ({ text, type }: Derivation): string =>
  type === undefined ? text : `${text} : ${type}`;

/** Every fact of a derivation once, each before what it follows from. */
export function allFacts(root: Derivation): Derivation[] {
  const seen = new Set<Derivation>();
  const open = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...[...next.from].reverse());
  }
  return [...seen];
}

/** What decides: the fact, the first thing that it follows from, and so on to one that follows from nothing. */
export function mainChain(root: Derivation): Derivation[] {
  const chain: Derivation[] = [];
  for (let next: Derivation | undefined = root; next && !chain.includes(next); next = next.from[0])
    chain.push(next);
  return chain;
}
