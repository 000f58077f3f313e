import type { Features } from '../../model/data.ts';
import type { Service } from '../../model/service.ts';
import type { ModelView } from '../model-view.ts';
import { servingsOf } from './servings.ts';

/** The feature views that the models of a service are filled from, each once. */
export function viewsOf(model: ModelView, service: Service): readonly Features[] {
  const names = servingsOf(service).flatMap(
    ({ model: ref }) =>
      model
        .element('model', ref)
        ?.inputs.flatMap(({ features }) => features.map(({ qualifiedName }) => parentOf(qualifiedName))) ??
      [],
  );
  return [...new Set(names)].flatMap((qualifiedName) => model.element('features', { qualifiedName }) ?? []);
}

const parentOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));
