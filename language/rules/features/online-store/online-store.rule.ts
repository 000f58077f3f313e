import type { Feature, Features } from '../../../model/data.ts';
import { features as featuresWord } from '../../../vocabulary/areas/features.ts';
import { addStatement, placeOf, replaceNode } from '../../edits.ts';
import { isAggregate, nodesOf } from '../../expression-nodes.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { ownLayer } from '../../written.ts';

/** Stores that a service can ask while a request waits. */
const FAST: ReadonlySet<string> = new Set(['online', 'cache']);

/** A value over a window can't be computed while a request waits, so a service looks it up. */
export const rule: Rule = {
  code: 'TN1412',
  name: 'online-store',
  summary: 'A service needs features that are only stored for training.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      const told = new Set<string>();
      for (const serving of service.serves) {
        const net = model.element('model', serving.model);
        for (const ref of net?.inputs.flatMap((input) => input.features) ?? []) {
          const feature = model.find(ref);
          if (feature?.kind !== 'feature') continue;
          for (const { view, because } of offlineBehind(feature, model, new Set())) {
            if (told.has(view.qualifiedName)) continue;
            told.add(view.qualifiedName);
            report({
              message: `${service.name} needs ${because.name} while a request waits, and ${view.name} is stored ${view.stores.value.join(' and ')} only.`,
              origin: serving.origin,
              help: `Keep the latest values, too: stores: [${[...view.stores.value, 'online'].join(', ')}].`,
              data: { replacements: addOnline(view, model) },
              related: [
                { origin: view.stores.origin, message: `${view.name} is declared here.` },
                { origin: ref.origin, message: `${net!.name} takes it here.` },
              ],
            });
          }
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

interface Offline {
  readonly view: Features;
  readonly because: Feature;
}

/** Views whose stored values stand behind a feature and can't be asked for quickly. */
function offlineBehind(feature: Feature, model: ModelView, seen: Set<string>): readonly Offline[] {
  if (seen.has(feature.qualifiedName)) return [];
  seen.add(feature.qualifiedName);
  const view = viewOf(feature, model);
  if (!view) return [];
  // What is computed when asked stands on what is stored.
  if (view.compute.value === 'on_request')
    return below(feature, model).flatMap((each) => offlineBehind(each, model, seen));
  const isStored = view.stores.value.some((store) => FAST.has(store));
  return isStored || !hasWindow(feature, model, new Set()) ? [] : [{ view, because: feature }];
}

const below = (feature: Feature, model: ModelView): readonly Feature[] =>
  [...nodesOf(feature.formula.root)].flatMap((node) => {
    const found = node.node === 'feature' ? model.find(node.feature) : undefined;
    return found?.kind === 'feature' ? [found] : [];
  });

const viewOf = ({ qualifiedName, name }: Feature, model: ModelView): Features | undefined =>
  model.element('features', { qualifiedName: qualifiedName.slice(0, -name.length - 1) });

/** What takes no window can be computed from the request or from a table by the caller. */
function hasWindow(feature: Feature, model: ModelView, seen: Set<string>): boolean {
  if (seen.has(feature.qualifiedName)) return false;
  seen.add(feature.qualifiedName);
  return (
    [...nodesOf(feature.formula.root)].some(isAggregate) ||
    below(feature, model).some((each) => hasWindow(each, model, seen))
  );
}

function addOnline(view: Features, model: ModelView): Replacement[] {
  const block = model.block(featuresWord, view);
  if (!block) return [];
  const entry = block.entries('stores').at(-1);
  const stores = `[${[...view.stores.value, 'online'].join(', ')}]`;
  const edit = !entry
    ? addStatement(placeOf(block.layers), `stores: ${stores}`)
    : entry.node.value && entry.in === ownLayer(block)
      ? replaceNode(entry.in.reader.names.file.path, entry.node.value, stores)
      : undefined;
  return edit ? [{ title: `Store ${view.name} online, too`, edits: [edit], preferred: true }] : [];
}
