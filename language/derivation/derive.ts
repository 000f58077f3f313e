import type { Project } from '../project/project.ts';
import type { ModelView } from '../rules/model-view.ts';
import { bundle, column, feature, features, source } from './data-facts.ts';
import { declaredFact } from './declared-facts.ts';
import type { Derivation, Subject } from './derivation.ts';
import { FactBook, type Deriver } from './fact-book.ts';
import { findSubjects } from './find-subjects.ts';
import { input, model, output, tensor, tensorAndPort, training } from './model-facts.ts';
import { propertyFact } from './property-facts.ts';
import { request, service } from './service-facts.ts';
import { row, step } from './step-facts.ts';
import { param } from './value-facts.ts';

const DERIVERS: ReadonlyMap<string, Deriver> = new Map<string, Deriver>([
  ['column', column],
  ['feature', feature],
  ['features', features],
  ['bundle', bundle],
  ['source', source],
  ['model', model],
  ['input', input],
  ['output', output],
  ['tensor', tensor],
  ['file tensor', tensorAndPort],
  ['training', training],
  ['step', step],
  ['row', row],
  ['service', service],
  ['request', request],
  ['param', param],
]);

export type Derivations =
  | { readonly derivations: readonly Derivation[] }
  | { readonly problem: { readonly message: string; readonly help?: string } };

/**
 * Why something of a project is as it is. `name` is a qualified name, or its end when only one element ends so:
 * an element, a column of a step's rows (`nightly.examples.distance`), a value (`fraud_api.scale.min`), a tensor
 * of a service, or a tensor of a file (`models/net.onnx#features`). Elements of several kinds may share a name.
 */
export function derive(project: Project, environment: string | undefined, name: string): Derivations {
  const found = project.model(environment);
  if ('problem' in found) return found;
  const book = bookOf(found.model);
  const subjects = findSubjects(name, project, book, environment);
  if ('problem' in subjects) return subjects;
  const derivations = subjects.found.flatMap(
    ({ subject, element, path }) =>
      (path.length > 0 && element ? propertyFact(element, path, book) : book.derive(subject)) ?? [],
  );
  if (derivations.length > 0) return { derivations };
  return {
    problem: { message: `Nothing is known of ${name}.`, help: 'Mend the errors that `tenon check` shows.' },
  };
}

/** Why one element is as it is, for those who have it at hand. */
export const deriveElement = (view: ModelView, subject: Subject): Derivation | undefined =>
  bookOf(view).derive(subject);

const bookOf = (view: ModelView): FactBook => new FactBook(view, DERIVERS, declaredFact);
