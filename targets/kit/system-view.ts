import type { Deployment } from '../../language/model/release.ts';
import type { AnyElement, ElementKinds, Kind, System, SystemElement } from '../../language/model/system.ts';
import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import { carryDiagnostics } from './carry-diagnostics.ts';
import { guardElement, type ReadRecord } from './guarded-element.ts';
import { compareElements, indexSystem, keyOf, selectElements, type SystemIndex } from './system-index.ts';
import type { Manifest } from './target.ts';
import type { SystemView } from './view.ts';

export interface ViewResult {
  readonly view: SystemView;
  /** What the deployment uses and the target can't carry: TN9001 and TN9002. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the transform has read so far, as `service` and `service.scale`; it grows while the view is used. */
  readonly reads: ReadonlySet<string>;
}

/**
 * Limits the resolved model to what the manifest declares: the elements that the deployment uses, directly
 * or through others, of the kinds that are carried. Parameters have been applied and nothing refers to
 * them, so a target that names the kind sees them all; the same holds for the deployment's environment.
 * Reading anything undeclared throws, because it is a bug of the target.
 */
export function createView(
  system: System,
  deployment: Deployment,
  manifest: Manifest,
  index: SystemIndex = indexSystem(system),
): ViewResult {
  const used = selectElements(index, deployment);
  const reads: ReadRecord = new Set();
  const guarded = new Map<string, SystemElement>();
  for (const element of [...used, ...attachedElements(system, deployment)]) {
    const consumption = manifest.consumes[element.kind];
    if (consumption === undefined || consumption.carries === 'ignored') continue;
    guarded.set(keyOf(element), guardElement(element, consumption, manifest.id, reads));
  }
  const visible = [...guarded.values()].sort(compareElements);
  const seen = <Found extends SystemElement>(element: Found): Found => {
    reads.add(element.kind);
    return element;
  };

  const find = (qualifiedName: string, kind?: string): AnyElement | undefined => {
    const place = index.get(qualifiedName, kind);
    const owner = place && guarded.get(keyOf(place.owner));
    if (!place || !owner) return undefined;
    seen(owner);
    if (place.property === undefined) return owner;
    // Reading the property through the guard makes an undeclared one fail here as well.
    void (owner as unknown as Record<string, unknown>)[place.property];
    return place.element;
  };

  const view: SystemView = {
    environment: system.environment,
    all<K extends Kind>(kind: K): readonly ElementKinds[K][] {
      const consumption = manifest.consumes[kind];
      if (consumption === undefined || consumption.carries === 'ignored') {
        throw new Error(
          `Target ${manifest.id} reads elements of kind ${kind}, which its manifest does not carry.`,
        );
      }
      return visible.filter((element): element is ElementKinds[K] => element.kind === kind).map(seen);
    },
    find,
    get<K extends AnyElement['kind']>(kind: K, qualifiedName: string): Extract<AnyElement, { kind: K }> {
      const element = find(qualifiedName, kind);
      if (element?.kind === kind) return element as Extract<AnyElement, { kind: K }>;
      throw new Error(
        `Target ${manifest.id} needs ${kind} ${qualifiedName}, but ` +
          (element ? `it is a ${element.kind}.` : 'its view holds no such element.'),
      );
    },
    system: {
      ...(system.environment === undefined ? {} : { environment: system.environment }),
      elements: visible,
      unread: [],
    },
  };
  return { view, diagnostics: carryDiagnostics(manifest, deployment, index, used), reads };
}

const attachedElements = (system: System, deployment: Deployment): readonly SystemElement[] =>
  system.elements.filter(
    (element) =>
      element.kind === 'param' ||
      element.qualifiedName === deployment.qualifiedName ||
      (element.kind === 'environment' && element.qualifiedName === deployment.environment?.qualifiedName),
  );
