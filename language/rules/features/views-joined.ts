import type { Features } from '../../model/data.ts';
import type { Ref } from '../../model/element.ts';
import type { JoinStep } from '../../model/pipeline.ts';
import type { ModelView } from '../model-view.ts';

/** A view whose features a join gives, and where the join names it or its bundle. */
export interface JoinedView {
  readonly view: Features;
  readonly ref: Ref;
}

/** Views of a join, those of its bundles too, each once. */
export function viewsJoined(step: JoinStep, model: ModelView): readonly JoinedView[] {
  const found = new Map<string, JoinedView>();
  for (const ref of step.with) {
    const names =
      ref.kind === 'features'
        ? [ref.qualifiedName]
        : (model.element('bundle', ref)?.takes ?? []).map(({ qualifiedName }) =>
            qualifiedName.slice(0, qualifiedName.lastIndexOf('.')),
          );
    for (const qualifiedName of names) {
      const view = model.element('features', { qualifiedName });
      if (view && !found.has(qualifiedName)) found.set(qualifiedName, { view, ref });
    }
  }
  return [...found.values()];
}
