import { factText, mainChain, type Derivation } from './derivation.ts';

/** Facts that a line still takes. */
const MOST = 4;

/** One line of why something is as it is: the rule, and the chain of what decides. */
export function shortWhy(derivation: Derivation): string {
  const chain = mainChain(derivation).slice(1);
  const shown = chain.slice(0, MOST).map(factText);
  const more = chain.length > MOST ? ' ← …' : '';
  return `${derivation.because}${shown.map((text) => ` ← ${text}`).join('')}${more}`;
}
