import { textOf, type Syntax } from '../../language/index.ts';
import { nodesIn, type SyntaxNode } from '../text/nodes-in.ts';

/** A value that is different in some of several bodies. */
export interface Slot {
  /** Its places in the first body. */
  readonly places: SyntaxNode[];
  /** What stands there in each of the bodies. */
  readonly values: readonly SyntaxNode[];
}

const VALUES: ReadonlySet<string> = new Set([
  'NumberLiteral', 'QuantityLiteral', 'StringLiteral', 'BooleanLiteral', 'NameRef',
]); // prettier-ignore

/**
 * Where bodies that say the same of different things differ: only in values, and in the same places. Undefined when
 * they are not alike. The same values in several places are one slot.
 */
export function slotsOf(bodies: readonly Syntax.Body[]): Slot[] | undefined {
  const [first, ...others] = bodies.map((body) => nodesIn(body));
  if (!first || others.some((nodes) => nodes.length !== first.length)) return undefined;
  const slots = new Map<string, Slot>();
  for (const [index, node] of first.entries()) {
    const values = [node, ...others.map((nodes) => nodes[index]!)];
    if (!values.every((each) => each.$type === node.$type && each.$containerProperty === node.$containerProperty)) return undefined; // prettier-ignore
    const isValue = VALUES.has(node.$type) && !isInType(node);
    if (isValue) {
      const texts = values.map((each) => textOf(each));
      if (texts.every((text) => text === texts[0])) continue;
      const slot = slots.get(texts.join('\n'));
      if (slot) slot.places.push(node);
      else slots.set(texts.join('\n'), { places: [node], values });
    } else if (values.some((each) => ownText(each) !== ownText(node))) return undefined;
  }
  return [...slots.values()];
}

/** Words that belong to a node itself, and not to those below it. */
const ownText = (node: SyntaxNode): string =>
  JSON.stringify(Object.entries(node).filter(([key, value]) => !key.startsWith('$') && !isBelow(value)));

const isBelow = (value: unknown): boolean =>
  Array.isArray(value) ? value.some((item) => typeof item === 'object') : typeof value === 'object';

function isInType(node: SyntaxNode): boolean {
  for (let each: SyntaxNode | undefined = node; each && each.$type !== 'Body'; each = each.$container) {
    if (each.$containerProperty === 'type' || each.$type === 'Index') return true;
  }
  return false;
}

/** Comments can't be merged, so bodies with comments of their own are never taken for another's. */
export const hasComments = (body: Syntax.Body): boolean =>
  /\/\/|\/\*/u.test(textOf(body).replaceAll(/"(?:\\.|[^"\\\r\n])*"/gu, '""'));
