import { isSourced } from '../derivation/value-facts.ts';
import type { Ref } from '../model/element.ts';
import type { Expression } from '../model/expression.ts';
import type { Origin, Sourced } from '../model/origin.ts';
import type { AnyElement } from '../model/system.ts';
import type { ModelView } from '../rules/model-view.ts';
import { printType, type DataType } from '../types/data-type.ts';
import { isQuantity, keyOf, textOfValue, type Leaf, type LeafLayer } from './leaf.ts';

/** What names an element, and what follows from other values: neither is a value of its own. */
const NO_VALUES: ReadonlySet<string> = new Set([
  'qualifiedName', 'documentation', 'origin', 'facts', 'worldSize', 'typeInferred', 'other',
]); // prettier-ignore

/** Every value of an element of the resolved model, in the order of the model; its parts are elements of their own. */
export function elementLeaves(element: AnyElement, model: ModelView): Leaf[] {
  const leaves: Leaf[] = [];
  const tell = (value: unknown, property: string, around: Origin): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) tellList(value, property, around);
    else if (typeof value !== 'object' || isQuantity(value)) leaves.push(implied(property, value, around));
    else if (isPart(value)) return;
    else if (isSourced(value)) tellSourced(value, property);
    else if (isType(value)) leaves.push(plain(property, printType(value), around));
    else if (isExpression(value)) leaves.push(expressionLeaf(property, value, model));
    else if (isRef(value)) leaves.push(plain(property, value.qualifiedName, value.origin));
    else tellGroup(value, property, originOf(value) ?? around);
  };
  const tellSourced = (value: Sourced<unknown>, property: string): void => {
    const { origin } = value;
    leaves.push({ ...leafOf(property, value.value, origin), under: layersUnder(value) });
  };
  const tellList = (items: readonly unknown[], property: string, around: Origin): void => {
    if (items.length > 0 && items.every((item) => typeof item !== 'object')) {
      leaves.push(implied(property, items, around));
      return;
    }
    for (const item of items) {
      const name = nameOf(item);
      // Settings are named by their authors, so that the word around them says nothing.
      const path = property.replace(/(?:^|\.)settings$/u, '');
      tell(
        item,
        name === undefined ? property : name.startsWith('[') ? path + name : join(path, name),
        around,
      );
    }
  };
  const tellGroup = (group: object, property: string, around: Origin): void => {
    if ('expression' in group && isExpression(group.expression)) {
      // What a promise measures and its limit stand in the condition that it is written as.
      tell(group.expression, property, around);
      return;
    }
    const named = nameOf(group);
    if (named !== undefined && 'settings' in group && !property.endsWith(`.${named}`))
      leaves.push(plain(property, named, around));
    for (const [key, value] of Object.entries(group)) {
      if (NO_VALUES.has(key) || key.endsWith('Origin') || isNaming(key, value)) continue;
      tell(value, key === 'value' && property !== '' ? property : join(property, snakeCase(key)), around);
    }
  };
  tellGroup(element, '', element.origin);
  return leaves;
}

const plain = (property: string, text: string, origin: Origin): Leaf => ({
  property, text, key: text, origin, under: [],
}); // prettier-ignore

const leafOf = (property: string, value: unknown, origin: Origin): Leaf => ({
  property,
  text: textOfValue(value),
  key: keyOf(value),
  origin,
  under: [],
});

const implied = (property: string, value: unknown, around: Origin): Leaf => ({
  ...leafOf(property, value, around),
  isImplied: true,
});

function layersUnder({ under }: Sourced<unknown>): LeafLayer[] {
  return under ? [{ text: textOfValue(under.value), origin: under.origin }, ...layersUnder(under)] : [];
}

/** A condition is about its left side. Parameters in it are told with their values, which its text does not have. */
function expressionLeaf(
  property: string,
  { text, root, origin, parameters }: Expression,
  model: ModelView,
): Leaf {
  const values = (parameters ?? []).flatMap((parameter) => {
    const found = model.element('param', parameter);
    return found?.value ? [`${found.name} = ${textOfValue(found.value.value)}`] : [];
  });
  return {
    property,
    ...(root.node === 'binary' ? { about: keyOf(root.left) } : {}),
    text: values.length === 0 ? text : `${text} (${values.join(', ')})`,
    key: keyOf([root, values]),
    origin,
    under: [],
  };
}

/** What one of several is called: itself, or what it is about. */
function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || isRef(item)) return undefined;
  const { name, event, action, verb, model, step, condition } = item as Readonly<Record<string, unknown>>;
  if (action === 'other' && typeof verb === 'string') return verb;
  for (const each of [name, event, action]) if (typeof each === 'string') return each;
  const about = model ?? step;
  if (isRef(about)) return about.qualifiedName.slice(about.qualifiedName.lastIndexOf('.') + 1);
  return isExpression(condition) ? `[${leftSide(condition)}]` : undefined;
}

/** What a condition is about: the limit may be another one elsewhere. */
const leftSide = ({ text }: Expression): string => text.split(/ (?:<=?|>=?|==|!=|in) /u, 1)[0]!;

const isNaming = (key: string, value: unknown): boolean =>
  (key === 'name' || key === 'kind' || key === 'action') && typeof value === 'string';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isRef = (value: unknown): value is Ref =>
  isObject(value) && 'qualifiedName' in value && 'origin' in value && !('name' in value);

/** An element that stands inside. */
const isPart = (value: object): boolean => 'qualifiedName' in value && 'name' in value;

const isExpression = (value: unknown): value is Expression =>
  isObject(value) && 'root' in value && 'text' in value && 'origin' in value;

const isType = (value: object): value is DataType => 'nullable' in value && 'kind' in value;

const originOf = (value: object): Origin | undefined =>
  'origin' in value && isObject(value.origin) ? (value.origin as Origin) : undefined;

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** Models say `gpus_per_node` where the resolved model has `gpusPerNode`. */
const snakeCase = (name: string): string =>
  name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
