import type { Element, Ref } from '../../language/model/element.ts';
import type { Origin } from '../../language/model/origin.ts';

/**
 * Reads the resolved model without knowing its kinds, so that a kind or property that is added to the
 * language is followed here without a change.
 */
export interface ModelVisitor {
  /** An element, the root included; `path` leads to it from the root by property names. */
  element?(element: Element, path: readonly string[]): void;
  ref?(ref: Ref): void;
}

/** Visits every element and reference below a value, each before what it contains. */
export function walkModel(value: unknown, visitor: ModelVisitor, path: readonly string[] = []): void {
  if (Array.isArray(value)) {
    for (const item of value) walkModel(item, visitor, path);
    return;
  }
  if (!isObject(value)) return;
  if (isElement(value)) visitor.element?.(value, path);
  else if (isRef(value)) {
    visitor.ref?.(value);
    return;
  }
  for (const [property, inner] of Object.entries(value)) {
    // Covered values and places are about the model's text, they are not a part of the model.
    if (property !== 'origin' && property !== 'under') walkModel(inner, visitor, [...path, property]);
  }
}

export const isElement = (value: unknown): value is Element =>
  isObject(value) && hasOrigin(value) && hasNames(value) && typeof value['name'] === 'string';

export const isRef = (value: unknown): value is Ref =>
  isObject(value) && hasOrigin(value) && hasNames(value) && !('name' in value);

/**
 * Place at which the author wrote a value, or undefined when it only has its default or is absent.
 * A value without a place of its own (a flag that is set, a plain name) answers with `fallback`.
 */
export function placeOfExplicit(value: unknown, fallback: Origin): Origin | undefined {
  if (value === undefined || value === null || value === false) return undefined;
  if (!isObject(value)) return fallback;
  if (Array.isArray(value)) {
    for (const item of value) {
      const place = placeOfExplicit(item, fallback);
      if (place) return place;
    }
    return undefined;
  }
  if (hasOrigin(value)) return value.origin.layer === 'default' ? undefined : value.origin;
  return placeOfExplicit(Object.values(value), fallback);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const hasOrigin = (value: Record<string, unknown>): value is Record<string, unknown> & { origin: Origin } =>
  isObject(value['origin']);
const hasNames = (value: Record<string, unknown>): boolean =>
  typeof value['kind'] === 'string' && typeof value['qualifiedName'] === 'string';
