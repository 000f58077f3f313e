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

/** Every element of a system by qualified name, nested ones included. */
export type SystemIndex = ReadonlyMap<string, IndexedElement>;

export function indexSystem(system: System): SystemIndex {
  const index = new Map<string, IndexedElement>();
  for (const owner of system.elements) {
    walkModel(owner, {
      element: (element, path) => {
        // The walk meets no element types but those of the model, whatever properties they hang under.
        index.set(element.qualifiedName, { element: element as AnyElement, owner, property: path[0] });
      },
    });
  }
  return index;
}

/** What a deployment uses and everything that this refers to, sorted by qualified name. */
export function selectElements(index: SystemIndex, deployment: Deployment): readonly SystemElement[] {
  const selected = new Map<string, SystemElement>();
  const select = (qualifiedName: string): void => {
    const owner = index.get(qualifiedName)?.owner;
    if (!owner || owner.kind === 'deployment' || selected.has(owner.qualifiedName)) return;
    selected.set(owner.qualifiedName, owner);
    walkModel(owner, { ref: (ref) => select(ref.qualifiedName) });
  };
  for (const use of deployment.uses) select(use.qualifiedName);
  return [...selected.values()].sort((a, b) => compareText(a.qualifiedName, b.qualifiedName));
}
