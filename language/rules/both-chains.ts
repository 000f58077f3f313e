import { deriveElement } from '../derivation/derive.ts';
import type { Subject } from '../derivation/derivation.ts';
import { whereTheyPart, type ChainLink } from '../derivation/where-they-part.ts';
import type { Origin } from '../model/origin.ts';
import type { ModelView } from './model-view.ts';

/** Longer chains hide what they are to show; `tenon why` has the whole of them. */
const MOST_LINKS = 4;

interface RelatedPlace {
  readonly origin: Origin;
  readonly message: string;
}

/**
 * Two things that do not fit, each with the chain of facts that it follows from, up to where the chains meet:
 * places for a finding to point at, first those of the one, then those of the other. `mostRight` cuts the second
 * chain where only its beginning matters.
 */
export function bothChains(
  model: ModelView,
  left: Subject,
  right: Subject,
  mostRight = MOST_LINKS,
): RelatedPlace[] {
  const [a, b] = [deriveElement(model, left), deriveElement(model, right)];
  if (!a || !b) return [];
  const parted = whereTheyPart(a, b);
  return [...places(parted.left, MOST_LINKS), ...places(parted.right, mostRight)];
}

const places = (chain: readonly ChainLink[], most: number): RelatedPlace[] =>
  chain
    .slice(0, most)
    .flatMap(({ text, because, origin }, index) =>
      origin ? [{ origin, message: `${index === 0 ? '' : '← '}${text}. ${because}` }] : [],
    );
