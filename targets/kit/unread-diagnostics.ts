import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import type { Deployment } from '../../language/model/release.ts';
import type { System } from '../../language/model/system.ts';
import { kitDiagnostic } from './diagnostics.ts';
import { keyOf, selectElements, type SystemIndex } from './system-index.ts';

/**
 * What a deployment would lose before any target sees it: statements that are not part of the resolved
 * model yet (TN9007), and elements of kinds that have no place in it (TN9008).
 */
export function unreadDiagnostics(
  system: System,
  index: SystemIndex,
  deployment: Deployment,
): readonly Diagnostic[] {
  const used = new Set(selectElements(index, deployment).map(keyOf));
  const statements = system.unread
    .filter(({ kind, origin }) => used.has(keyOf({ kind, qualifiedName: origin.element })))
    .map(({ word, origin }) => {
      const name = origin.element.split('.').at(-1)!;
      return kitDiagnostic('TN9007', origin, `Nothing that is generated carries "${word}" of ${name} yet.`, {
        help: 'It is checked and kept in the model; do it by hand where it matters.',
      });
    });
  const elements = deployment.uses
    .filter((use) => !index.get(use.qualifiedName, use.kind))
    .map((use) => {
      const name = use.qualifiedName.split('.').at(-1)!;
      return kitDiagnostic('TN9008', use.origin, `Nothing is generated for ${use.kind} ${name} yet.`, {
        help: 'Leave it out of the deployment, or keep it for later.',
      });
    });
  return [...statements, ...elements];
}
