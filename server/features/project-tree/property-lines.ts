import { printType, type DataType, type Origin, type Sourced } from '../../../language/index.ts';
import type { AnyElement } from '../../../language/model/system.ts';
import type { Texts } from '../../text/texts.ts';
import { groupBy } from '../../text/group-by.ts';
import { layerText } from '../../text/layer-text.ts';

/** What an element says, a line for each property in the order of the model; its parts are told elsewhere. */
export function propertyLines(element: AnyElement, texts: Texts): string[] {
  const facts: Fact[] = [];
  tell(element, '', { facts, texts }, 0);
  const keysOf = groupBy(facts, ({ property }) => property);
  const lines = facts.map(({ property, key, text }) => {
    // Several values that one property was written as, such as `2 on cpu`, are told apart.
    const isOne = new Set(keysOf.get(property)!.map((fact) => fact.key)).size === 1;
    return `- ${property}${isOne ? '' : ` (${key})`}: ${text}`;
  });
  return [...new Set(lines)];
}

interface Fact {
  readonly property: string;
  /** What the model calls the value. */
  readonly key: string;
  readonly text: string;
}

interface Telling {
  readonly facts: Fact[];
  readonly texts: Texts;
}

/** Deeper than any property; what lies below is the tree of an expression. */
const DEEPEST = 6;

function tell(given: unknown, key: string, telling: Telling, depth: number): void {
  const { facts, texts } = telling;
  if (typeof given !== 'object' || given === null || depth > DEEPEST) return;
  const item = asRange(given);
  if (Array.isArray(item)) {
    for (const each of item) tell(each, key, telling, depth + 1);
    return;
  }
  if (depth > 0 && isPart(item)) return;
  const text = valueText(item);
  if (depth > 0 && text !== undefined && isPlaced(item)) {
    const { origin } = item;
    facts.push({
      property: origin.property ?? key,
      key,
      text: `${text}, ${layerText(origin, texts)}${underText(item, texts)}`,
    });
    return;
  }
  for (const [inner, value] of Object.entries(item)) {
    if (isType(value)) facts.push({ property: 'type', key: 'type', text: printType(value) });
    else if (inner !== 'origin') tell(value, inner, telling, depth + 1);
  }
}

/** The two ends of a range, which were written as one. */
function asRange(item: object): object {
  const { min, max } = item as { readonly min?: unknown; readonly max?: unknown };
  if (!isSourced(min) || !isSourced(max) || min.origin.property !== max.origin.property) return item;
  const under = min.under && max.under && asRange({ min: min.under, max: max.under });
  return { value: { min: min.value, max: max.value }, origin: min.origin, ...(under ? { under } : {}) };
}

const isSourced = (value: unknown): value is Sourced<unknown> =>
  typeof value === 'object' && value !== null && 'value' in value && isPlaced(value);

type Placed = { readonly origin: Origin; readonly under?: Sourced<unknown> };

const isPlaced = (item: object): item is Placed =>
  'origin' in item && typeof item.origin === 'object' && item.origin !== null && 'file' in item.origin;

/** An element that stands inside; a reference has no name of its own. */
const isPart = (item: object): boolean => 'qualifiedName' in item && 'name' in item && 'kind' in item;

const TYPE_KINDS: ReadonlySet<unknown> = new Set<DataType['kind']>([
  'scalar', 'decimal', 'enum', 'list', 'map', 'struct', 'tensor', 'image',
]); // prettier-ignore

const isType = (value: unknown): value is DataType =>
  typeof value === 'object' &&
  value !== null &&
  'nullable' in value &&
  'kind' in value &&
  TYPE_KINDS.has(value.kind);

/** The text of a value, a reference or a formula; undefined for a block of several. */
function valueText(item: object): string | undefined {
  if ('value' in item) {
    const name = 'name' in item && typeof item.name === 'string' ? `${item.name} = ` : '';
    return `${name}${print(item.value)}`;
  }
  if ('text' in item && typeof item.text === 'string') return item.text;
  return 'qualifiedName' in item && !('name' in item) ? String(item.qualifiedName) : undefined;
}

function print(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(print).join(', ')}]`;
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (isType(value)) return printType(value);
  if ('text' in value && typeof value.text === 'string') return value.text;
  if ('min' in value && 'max' in value) return `${print(value.min)}..${print(value.max)}`;
  if ('from' in value && 'to' in value) return `${print(value.from)}..${print(value.to)}`;
  if ('qualifiedName' in value) return String(value.qualifiedName);
  if ('value' in value) return print(value.value);
  return 'name' in value ? String(value.name) : JSON.stringify(value);
}

/** The values of lower layers that this one covers. */
function underText({ under }: Placed, texts: Texts): string {
  if (!under) return '';
  const covered = `${print(under.value)}, ${layerText(under.origin, texts)}`;
  return `${texts.fill('; over {0}', covered)}${underText(under, texts)}`;
}
