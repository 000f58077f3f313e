import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import type { Deployment } from '../../language/model/release.ts';
import type { SystemElement } from '../../language/model/system.ts';
import { kitDiagnostic } from './diagnostics.ts';
import { placeOfExplicit } from './model-walk.ts';
import type { SystemIndex } from './system-index.ts';
import type { Manifest } from './target.ts';

/**
 * Says what a target leaves out: elements that the deployment names and the target ignores (TN9001), and
 * properties that the author set and the target can't express (TN9002). Defaults are never reported,
 * because nobody asked for them.
 */
export function carryDiagnostics(
  manifest: Manifest,
  deployment: Deployment,
  index: SystemIndex,
  used: readonly SystemElement[],
): readonly Diagnostic[] {
  return [
    ...ignoredElements(manifest, deployment, index),
    ...used.flatMap((element) => lostProperties(manifest, element)),
  ];
}

function ignoredElements(
  manifest: Manifest,
  deployment: Deployment,
  index: SystemIndex,
): readonly Diagnostic[] {
  const reported = new Set<string>();
  return deployment.uses.flatMap((use) => {
    const place = index.get(use.qualifiedName, use.kind);
    if (!place || reported.has(use.qualifiedName)) return [];
    const consumption = manifest.consumes[place.owner.kind];
    if (consumption?.carries !== 'ignored') return [];
    reported.add(use.qualifiedName);
    return [
      kitDiagnostic(
        'TN9001',
        place.element.origin,
        `${manifest.title} leaves out ${place.element.kind} ${place.element.name}: ${consumption.reason}`,
        {
          related: [
            { file: use.origin.file, range: use.origin.range, message: `${deployment.name} uses it here.` },
          ],
        },
      ),
    ];
  });
}

function lostProperties(manifest: Manifest, element: SystemElement): readonly Diagnostic[] {
  const consumption = manifest.consumes[element.kind];
  if (consumption?.carries !== 'partial') return [];
  return Object.entries(consumption.ignored).flatMap(([path, reason]) =>
    valuesAt(element, path.split('.')).flatMap((value) => {
      const place = placeOfExplicit(value, element.origin);
      if (!place) return [];
      return [
        kitDiagnostic(
          'TN9002',
          place,
          `${manifest.title} can't express ${path} of ${element.kind} ${element.name}: ${reason}`,
          {
            help: `Leave it out, or keep it for the other targets of the deployment.`,
          },
        ),
      ];
    }),
  );
}

/** Values below a path such as `steps.when`; lists on the way give one value for each item. */
function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const [property, ...rest] = path;
  if (property === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  if (typeof value !== 'object' || value === null) return [];
  return valuesAt((value as Record<string, unknown>)[property], rest);
}
