import {
  compareOrigins,
  type Layer,
  type Origin,
  type Sourced,
  type Symbol,
} from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

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
    const value = resolved && findValue(resolved, written);
    if (value) lines.push({ name, text: chain(value, model) });
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

function outermost(symbol: Symbol): Symbol {
  let element = symbol;
  while (element.parent) element = element.parent;
  return element;
}

type AnyValue = Sourced<unknown>;

/** Looks for the value that was written at a place, anywhere inside an element. */
function findValue(root: object, written: Pick<Origin, 'file' | 'range'> | undefined): AnyValue | undefined {
  if (!written) {
    const { value } = root as { value?: unknown };
    return isSourced(value) ? value : undefined;
  }
  const seen = new Set<unknown>();
  const search = (item: unknown): AnyValue | undefined => {
    if (typeof item !== 'object' || item === null || seen.has(item)) return undefined;
    seen.add(item);
    if (isSourced(item) && layersOf(item).some(({ origin }) => isAt(origin, written))) return item;
    for (const part of Object.values(item)) {
      const found = search(part);
      if (found) return found;
    }
    return undefined;
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

/** `6` (environment), over `2` (declaration), over `1` (default of the language). */
function chain(value: AnyValue, { host }: ModelFile): string {
  return layersOf(value)
    .map(({ value: each, origin }) => {
      const link = `${host.uriOf(origin.file)}#L${origin.range.start.line + 1}`;
      const layer = origin.layer === 'default' ? LAYERS.default : `[${LAYERS[origin.layer]}](${link})`;
      return `\`${printValue(each)}\` (${layer})`;
    })
    .join(', over ');
}

function printValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  if ('text' in value && typeof value.text === 'string') return value.text;
  if ('from' in value && 'to' in value) return `${printValue(value.from)}..${printValue(value.to)}`;
  if ('qualifiedName' in value) return String(value.qualifiedName);
  return 'name' in value ? String(value.name) : JSON.stringify(value);
}
