import type { Service } from '../../model/service.ts';
import type { ModelView } from '../model-view.ts';
import { viewsOf } from './served-views.ts';

/** Names that a request brings along: inputs of the service, and keys of the entities whose features are looked up. */
export function requestKeys(model: ModelView, service: Service): readonly string[] {
  const entities = viewsOf(model, service).flatMap((view) =>
    view.of.flatMap((ref) => model.element('entity', ref) ?? []),
  );
  return [
    ...new Set([...service.inputs.map(({ name }) => name), ...entities.flatMap(({ key }) => key.value)]),
  ];
}
