import type { Ref } from '../../language/model/element.ts';
import type { Deployment } from '../../language/model/release.ts';
import { compareText } from '../../language/model/origin.ts';
import type { AnyElement, System, SystemElement } from '../../language/model/system.ts';
import { walkModel } from './model-walk.ts';

/** Where an element stands: itself, the element of its file that holds it, and the property of that one. */
export interface IndexedElement {
  readonly element: AnyElement;
  readonly owner: SystemElement;
  /** Property of the owner below which the element lies; undefined for the owner itself. */
  readonly property: string | undefined;
}

/**
 * Every element of a system, nested ones included, by qualified name. A training and the model that it makes
 * may share one, so a reference is looked up with its kind.
 */
export interface SystemIndex {
  get(qualifiedName: string, kind?: string): IndexedElement | undefined;
}

export function indexSystem(system: System): SystemIndex {
  const index = new Map<string, IndexedElement[]>();
  for (const owner of system.elements) {
    walkModel(owner, {
      element: (element, path) => {
        // The walk meets no element types but those of the model, whatever properties they hang under.
        const place = { element: element as AnyElement, owner, property: path[0] };
        index.set(element.qualifiedName, [...(index.get(element.qualifiedName) ?? []), place]);
      },
    });
  }
  return {
    get: (qualifiedName, kind) => {
      const places = index.get(qualifiedName);
      return places?.find((place) => place.element.kind === kind) ?? places?.[0];
    },
  };
}

/** What a deployment uses and everything that this refers to, sorted by qualified name. */
export function selectElements(index: SystemIndex, deployment: Deployment): readonly SystemElement[] {
  const selected = new Map<string, SystemElement>();
  const select = (ref: Ref): void => {
    const owner = index.get(ref.qualifiedName, ref.kind)?.owner;
    if (!owner || owner.kind === 'deployment' || selected.has(keyOf(owner))) return;
    selected.set(keyOf(owner), owner);
    walkModel(owner, { ref: select });
  };
  deployment.uses.forEach(select);
  return [...selected.values()].sort(compareElements);
}

/** Tells elements apart that share a qualified name. */
export const keyOf = (element: { readonly kind: string; readonly qualifiedName: string }): string =>
  `${element.kind} ${element.qualifiedName}`;

export const compareElements = (a: SystemElement, b: SystemElement): number =>
  compareText(a.qualifiedName, b.qualifiedName) || compareText(a.kind, b.kind);
