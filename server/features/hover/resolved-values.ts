import {
  compareOrigins,
  type Layer,
  type Origin,
  type Sourced,
  type Symbol,
} from '../../../language/index.ts';
import { outermost } from '../../names/members.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import { placeLink } from './place-link.ts';

/** More environments than this would fill the screen. */
const MOST_ENVIRONMENTS = 6;

/**
 * What a value resolves to in each environment, with the layers that gave it: as lines of Markdown. `written` is
 * the place of the property that is asked for; without one the element's own value is.
 */
export function resolvedValues(
  symbol: Symbol,
  written: Pick<Origin, 'file' | 'range'> | undefined,
  model: ModelFile,
): string[] {
  const { project } = model;
  const element = outermost(symbol);
  const names = [undefined, ...project.environments().map((each) => each.qualifiedName)].slice(
    0,
    MOST_ENVIRONMENTS,
  );
  const lines: { name: string | undefined; text: string }[] = [];
  for (const name of names) {
    const found = project.model(name);
    const resolved = 'problem' in found ? undefined : found.model.find(element);
    const values = resolved ? findValues(resolved, written) : [];
    if (values.length > 0) lines.push({ name, text: rangeText(values, model) });
  }
  const [base] = lines;
  // What is the same everywhere is said once.
  const shown = lines.filter((line, index) => index === 0 || line.text !== base?.text);
  const simple = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
  return shown.length === 0
    ? []
    : [
        shown
          .map(({ name, text }) => (name === undefined ? `Value: ${text}` : `In ${simple(name)}: ${text}`))
          .join('  \n'),
      ];
}

type AnyValue = Sourced<unknown>;

/** Looks for what was written at a place, anywhere inside an element; a range is two values at one place. */
function findValues(root: object, written: Pick<Origin, 'file' | 'range'> | undefined): AnyValue[] {
  if (!written) {
    const { value } = root as { value?: unknown };
    return isSourced(value) ? [value] : [];
  }
  const seen = new Set<unknown>();
  const search = (item: unknown): AnyValue[] => {
    if (typeof item !== 'object' || item === null || seen.has(item)) return [];
    seen.add(item);
    if (isSourced(item) && layersOf(item).some(({ origin }) => isAt(origin, written))) return [item];
    const ends = item as { min?: unknown; max?: unknown };
    if ('min' in item && 'max' in item) {
      const found = [...search(ends.min), ...search(ends.max)];
      if (found.length > 0) return found;
    }
    for (const part of Object.values(item) as unknown[]) {
      const found = search(part);
      if (found.length > 0) return found;
    }
    return [];
  };
  return search(root);
}

const isAt = (origin: Origin, written: Pick<Origin, 'file' | 'range'>): boolean =>
  origin.layer !== 'default' && compareOrigins(origin, { ...origin, ...written }) === 0;

const isSourced = (item: unknown): item is AnyValue =>
  typeof item === 'object' &&
  item !== null &&
  'value' in item &&
  'origin' in item &&
  typeof item.origin === 'object';

function layersOf(value: AnyValue): AnyValue[] {
  return value.under ? [value, ...layersOf(value.under)] : [value];
}

const LAYERS: Readonly<Record<Layer, string>> = {
  default: 'default of the language',
  template: 'template',
  declaration: 'declaration',
  environment: 'environment',
  command: 'command line',
};

/** Both ends of a range as one value, layer by layer where each layer says both. */
function rangeText(values: readonly AnyValue[], model: ModelFile): string {
  const [low, high] = values;
  if (!low || !high) return low ? chain(low, model) : '';
  const joined = joinEnds(low, high);
  return joined ? chain(joined, model) : `${chain(low, model)} to ${chain(high, model)}`;
}

function joinEnds(low: AnyValue, high: AnyValue): AnyValue | undefined {
  if (compareOrigins(low.origin, high.origin) !== 0 || !low.under !== !high.under) return undefined;
  const under = low.under && high.under && joinEnds(low.under, high.under);
  if (low.under && !under) return undefined;
  const value = { from: low.value, to: high.value };
  return { value, origin: low.origin, ...(under ? { under } : {}) };
}

/** `6` (environment), over `2` (declaration), over `1` (default of the language). */
function chain(value: AnyValue, model: ModelFile): string {
  return layersOf(value)
    .map(({ value: each, origin }) => {
      const layer =
        origin.layer === 'default' ? LAYERS.default : placeLink(LAYERS[origin.layer], origin, model);
      return `\`${printValue(each)}\` (${layer})`;
    })
    .join(', over ');
}

function printValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  if ('text' in value && typeof value.text === 'string') return value.text;
  if ('from' in value && 'to' in value) {
    return value.from === value.to
      ? printValue(value.from)
      : `${printValue(value.from)}..${printValue(value.to)}`;
  }
  if ('qualifiedName' in value) return String(value.qualifiedName);
  return 'name' in value ? String(value.name) : JSON.stringify(value);
}
