import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import { childrenOf } from '../../language/model/children.ts';
import type { Deployment } from '../../language/model/release.ts';
import type { AnyElement } from '../../language/model/system.ts';
import { printType, type DataType } from '../../language/types/data-type.ts';
import { SYSTEMS, typeIn, type SystemName } from '../../language/types/type-table.ts';
import { kitDiagnostic } from './diagnostics.ts';
import { selectElements, type SystemIndex } from './system-index.ts';
import type { Manifest } from './target.ts';

type TypedElement = Extract<AnyElement, { readonly type: DataType }>;

const isTyped = (element: AnyElement): element is TypedElement =>
  element.kind === 'column' ||
  element.kind === 'feature' ||
  element.kind === 'input' ||
  element.kind === 'output';

/** True of every model with a fraction in it, so that saying it would only hide the others. */
const COMMONPLACE: ReadonlySet<string> = new Set(['json-nan']);

/** What the types of columns, features and tensors lose in the systems that a target hands them to (TN9009). */
export function typeLosses(manifest: Manifest, deployment: Deployment, index: SystemIndex): Diagnostic[] {
  const { types = {} } = manifest;
  return selectElements(index, deployment).flatMap((element) =>
    (types[element.kind] ?? []).flatMap((system) => lossesIn(element, system)),
  );
}

/** One finding for each thing that gets lost, at the first that loses it; the others are named. */
function lossesIn(element: AnyElement, system: SystemName): Diagnostic[] {
  const lost = new Map<string, { readonly text: string; readonly of: TypedElement[] }>();
  for (const child of childrenOf(element)) {
    if (!isTyped(child) || child.type.kind === 'unknown') continue;
    const place = typeIn(system, child.type);
    const loss = 'unsupported' in place ? { id: 'unsupported', text: place.unsupported } : place.loss;
    if (!loss || COMMONPLACE.has(loss.id)) continue;
    const known = lost.get(loss.id) ?? { text: loss.text, of: [] };
    lost.set(loss.id, known);
    known.of.push(child);
  }
  return [...lost.values()].map(({ text, of }) => {
    const [first, ...others] = of;
    const also = others.length === 0 ? '' : ` (also ${others.map(({ name }) => name).join(', ')})`;
    return kitDiagnostic(
      'TN9009',
      first!.origin,
      `${first!.name} : ${printType(first!.type)}${also} of ${element.name} loses something in ${SYSTEMS[system].title}: ${text}`,
      { help: 'Choose another type where it matters; docs/types.md has the whole table.' },
    );
  });
}
