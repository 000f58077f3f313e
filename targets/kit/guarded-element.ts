import type { SystemElement } from '../../language/model/system.ts';
import type { KindConsumption, Manifest } from './target.ts';

/** Kinds and `kind.property` pairs that a transform has read. */
export type ReadRecord = Set<string>;

/** What every element has and every target may read. */
const ALWAYS_READABLE: ReadonlySet<string> = new Set([
  'kind',
  'name',
  'qualifiedName',
  'origin',
  'documentation',
]);
/** Asked by the language itself (await, JSON, instanceof) and never a property of the model. */
const ASKED_BY_RUNTIME: ReadonlySet<string> = new Set(['then', 'toJSON', 'constructor']);

/** An element that is carried in part only shows its declared properties, and notes which ones were read. */
export function guardElement<E extends SystemElement>(
  element: E,
  consumption: KindConsumption,
  targetId: string,
  reads: ReadRecord,
): E {
  if (consumption.carries !== 'partial') return element;
  const declared = new Set(consumption.properties);
  const mayRead = (property: string): boolean => declared.has(property) || ALWAYS_READABLE.has(property);
  const values = element as unknown as Record<string, unknown>;
  const visible = Object.keys(values).filter(mayRead);
  // The proxy stands before an empty object, since one before the (maybe frozen) element could hide nothing.
  return new Proxy({} as E, {
    get: (_, property) => {
      if (typeof property === 'symbol' || ASKED_BY_RUNTIME.has(property)) return undefined;
      if (!mayRead(property)) throw undeclared(targetId, element.kind, property);
      if (declared.has(property)) reads.add(`${element.kind}.${property}`);
      return values[property];
    },
    has: (_, property) => typeof property === 'string' && visible.includes(property),
    ownKeys: () => visible,
    getOwnPropertyDescriptor: (_, property) =>
      typeof property === 'string' && visible.includes(property)
        ? { enumerable: true, configurable: true, value: values[property] }
        : undefined,
  });
}

const undeclared = (targetId: string, kind: string, property: string): Error =>
  new Error(
    `Target ${targetId} reads the property ${property} of kind ${kind}, which its manifest does not declare. ` +
      `Add it to the properties of ${kind}, or don't read it.`,
  );

/** Kinds and properties that the manifest says to carry and that none of the recorded runs has read. */
export function unreadDeclarations(manifest: Manifest, reads: ReadonlySet<string>): readonly string[] {
  const declared = Object.entries(manifest.consumes).flatMap(([kind, consumption]) => {
    if (consumption.carries === 'ignored') return [];
    const properties = consumption.carries === 'partial' ? consumption.properties : [];
    return [kind, ...properties.map((property) => `${kind}.${property}`)];
  });
  return declared.filter((declaration) => !reads.has(declaration)).sort();
}
