import type { Origin } from '../model/origin.ts';
import { factText, mainChain, subjectKey, type Derivation } from './derivation.ts';

/** One fact of a chain, for a message that shows two side by side. */
export interface ChainLink {
  readonly text: string;
  readonly because: string;
  readonly origin?: Origin;
}

export interface PartedChains {
  readonly left: readonly ChainLink[];
  readonly right: readonly ChainLink[];
  /** The first fact that both follow from, if there is one. */
  readonly shared?: ChainLink;
}

/** Two chains of facts up to where they meet: what one says on its way, and what the other says. */
export function whereTheyPart(left: Derivation, right: Derivation): PartedChains {
  const [a, b] = [mainChain(left), mainChain(right)];
  const inB = new Set(b.map(({ subject }) => subjectKey(subject)));
  const meeting = a.find(({ subject }) => inB.has(subjectKey(subject)));
  const until = (chain: readonly Derivation[]): ChainLink[] => {
    const end = meeting
      ? chain.findIndex(({ subject }) => subjectKey(subject) === subjectKey(meeting.subject))
      : -1;
    return (end < 0 ? chain : chain.slice(0, end)).map(link);
  };
  return { left: until(a), right: until(b), ...(meeting ? { shared: link(meeting) } : {}) };
}

const link = (derivation: Derivation): ChainLink => ({
  text: factText(derivation),
  because: derivation.because,
  ...(derivation.origin ? { origin: derivation.origin } : {}),
});
