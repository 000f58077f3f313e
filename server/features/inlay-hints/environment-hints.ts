import { compareOrigins, type Sourced, type Symbol } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Hint } from './hint.ts';

/** What a value is in the selected environment, where that says something else than the declaration. */
export function environmentHints(symbol: Symbol, { project, path }: ModelFile): Hint[] {
  const { environment } = project.settings;
  const found = environment === undefined ? undefined : project.model(environment);
  if (!found || 'problem' in found) return [];
  const element = found.model.find(symbol);
  const name = found.name!.slice(found.name!.lastIndexOf('.') + 1);
  return (element ? overridden(element) : []).flatMap(({ value, origin, under }): Hint[] => {
    const covered = under!.origin;
    const shown = printed(value);
    if (covered.file !== path || shown === undefined || shown === printed(under!.value)) return [];
    return [
      {
        kind: 'environmentValues',
        position: covered.range.end,
        text: `${shown} in ${name}`,
        says: { value: shown, environment: name },
        tooltip: `The environment ${name} says ${shown}.`,
        origin: { file: origin.file, range: origin.range },
      },
    ];
  });
}

type Covering = Sourced<unknown>;

/** Values of an element that an environment gives, with the ones that they cover, once for each place. */
function overridden(root: object): Covering[] {
  const result: Covering[] = [];
  const seen = new Set<unknown>();
  const visit = (item: unknown): void => {
    if (typeof item !== 'object' || item === null || seen.has(item)) return;
    seen.add(item);
    const covering = isSourced(item) ? coveringOf(item) : rangeIn(item);
    if (covering && !result.some((each) => isAtOnePlace(each, covering))) result.push(covering);
    for (const part of Object.values(item)) visit(part);
  };
  visit(root);
  return result;
}

const isAtOnePlace = (a: Covering, b: Covering): boolean =>
  compareOrigins(a.under!.origin, b.under!.origin) === 0;

function coveringOf(item: Covering): Covering | undefined {
  const isOther = item.origin.layer === 'environment' && item.under && item.under.origin.layer !== 'default';
  const under = isOther ? declaredUnder(item) : undefined;
  return under && { value: item.value, origin: item.origin, under };
}

/** A range that is written once is kept as its two ends. */
function rangeIn(item: object): Covering | undefined {
  const { min, max } = item as { min?: unknown; max?: unknown };
  if (!isObject(min) || !isObject(max) || !isSourced(min) || !isSourced(max)) return undefined;
  const low = coveringOf(min);
  const high = coveringOf(max);
  if (!low?.under || !high?.under || !isAtOnePlace(low, high)) return undefined;
  const under = { value: { from: low.under.value, to: high.under.value }, origin: low.under.origin };
  return { value: { from: low.value, to: high.value }, origin: low.origin, under };
}

const isObject = (item: unknown): item is object => typeof item === 'object' && item !== null;

/** One environment may cover another; what is shown at the declaration is what counts in the end. */
function declaredUnder({ under }: Covering): Covering | undefined {
  for (let each = under; each; each = each.under) if (each.origin.layer !== 'environment') return each;
  return undefined;
}

const isSourced = (item: object): item is Covering =>
  'value' in item && 'origin' in item && typeof item.origin === 'object' && item.origin !== null && 'layer' in item.origin; // prettier-ignore

/** A value as it would be written; undefined for what has no short form. */
function printed(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const items = value.map(printed);
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if ('text' in value && typeof value.text === 'string') return value.text;
  if ('from' in value && 'to' in value) {
    return value.from === value.to ? printed(value.from) : `${printed(value.from)}..${printed(value.to)}`;
  }
  if ('qualifiedName' in value) return String(value.qualifiedName).split('.').at(-1);
  return 'name' in value ? String(value.name) : undefined;
}
