import { VOCABULARY, type System } from '../../language/index.ts';
import { AREAS, type Area } from '../../language/vocabulary/word.ts';

/** An element as a box. */
export interface DiagramNode {
  /** Letters, digits and underscores; the same for the same element, whatever stands around it. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly qualifiedName: string;
}

/** What goes from one element into another. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
}

export interface Diagram {
  /** Elements by area, in the order in which data goes through these. */
  readonly groups: readonly { readonly area: Area; readonly nodes: readonly DiagramNode[] }[];
  /** Sorted, each once. */
  readonly edges: readonly DiagramEdge[];
}

/** They hold values of others, and nothing goes through them. */
const NO_BOXES: ReadonlySet<string> = new Set(['param', 'environment', 'let', 'template']);

/** What an element writes to or gives, rather than takes: by what it names, or by the property that names it. */
const GIVEN_KINDS: ReadonlySet<string> = new Set(['sink', 'channel']);
const GIVING_KEYS: ReadonlySet<string> = new Set(['as', 'to']);

/** The elements of a resolved model with the ways of data, models and resources between them. */
export function diagramOf({ elements }: Pick<System, 'elements'>): Diagram {
  const boxes = elements.filter(({ kind }) => !NO_BOXES.has(kind));
  const ids = idsOf(boxes.map(keyOf));
  const boxOf = new Map<string, string>();
  for (const box of boxes) {
    const id = ids.get(keyOf(box))!;
    visit(box, (item) => {
      if (isNamed(item)) boxOf.set(keyOf(item), id);
    });
  }
  const edges = new Map<string, DiagramEdge>();
  const add = (from: string | undefined, to: string | undefined): void => {
    if (from !== undefined && to !== undefined && from !== to) edges.set(`${from} ${to}`, { from, to });
  };
  for (const box of boxes) {
    const own = ids.get(keyOf(box));
    visit(box, (item, key) => {
      if (isNamed(item) || !isKeyed(item)) return;
      const other = boxOf.get(keyOf(item));
      if (GIVEN_KINDS.has(item.kind) || GIVING_KEYS.has(key)) add(own, other);
      else add(other, own);
    });
    // A training gives the model of its name.
    if (box.kind === 'training') add(own, ids.get(keyOf({ ...box, kind: 'model' })));
  }
  return {
    groups: AREAS.flatMap((area) => {
      const nodes = boxes
        .filter(({ kind }) => VOCABULARY.nouns.get(kind)?.area === area)
        .map((box): DiagramNode => ({
          id: ids.get(keyOf(box))!,
          kind: box.kind,
          name: box.name,
          qualifiedName: box.qualifiedName,
        }));
      return nodes.length === 0 ? [] : [{ area, nodes }];
    }),
    edges: [...edges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge),
  };
}

interface Keyed {
  readonly kind: string;
  readonly qualifiedName: string;
}

const keyOf = ({ kind, qualifiedName }: Keyed): string => `${kind} ${qualifiedName}`;

const isKeyed = (item: object): item is Keyed =>
  'kind' in item &&
  'qualifiedName' in item &&
  typeof item.kind === 'string' &&
  typeof item.qualifiedName === 'string';

/** An element; a reference has no name of its own. */
const isNamed = (item: object): item is Keyed & { readonly name: string } => isKeyed(item) && 'name' in item;

/** Everything inside an element, with the key that it stands at; where things come from, and covered values, do not count. */
function visit(item: unknown, look: (item: object, key: string) => void, key = ''): void {
  if (Array.isArray(item)) for (const each of item) visit(each, look, key);
  else if (typeof item === 'object' && item !== null) {
    look(item, key);
    for (const [inner, value] of Object.entries(item)) {
      if (inner !== 'origin' && inner !== 'under') visit(value, look, inner);
    }
  }
}

/** Two names that differ only in signs would be one: the later gets a number. */
function idsOf(keys: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    keys.map((key) => {
      const plain = key.replaceAll(/[^A-Za-z0-9]/gu, (sign) =>
        /[ ._]/u.test(sign) ? '_' : `_u${sign.codePointAt(0)!.toString(16)}`,
      );
      let id = plain;
      for (let number = 2; taken.has(id); number++) id = `${plain}_${number}`;
      taken.add(id);
      return [key, id];
    }),
  );
}
