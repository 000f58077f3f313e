import type { AstNode } from 'langium';
import { isMember, isNameRef, type Declaration, type Entry } from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { actionsOf, below, clause, entries, entry, items, textOf, type Survey } from '../survey.ts';
import { isNameNode } from '../syntax-kinds.ts';

const rowsOf = (view: Declaration): Entry[] => entries(view).filter(({ formula }) => formula !== undefined);

/** Inputs of models and services that are filled with features of a view, directly or by a bundle. */
export function inputsFedBy(survey: Survey, view: Declaration, feature?: string): AstNode[] {
  const symbol = survey.symbol(view)!;
  const isTaken = (node: AstNode): boolean => {
    const taken = survey.meaning(node);
    return (
      taken === symbol || (taken?.parent === symbol && (feature === undefined || taken.name === feature))
    );
  };
  const bundles = survey
    .declarations('bundle')
    .filter((bundle) => actionsOf(bundle, 'takes').some((takes) => items(takes.object).some(isTaken)))
    .map((bundle) => survey.symbol(bundle)!);
  return survey.declarations('input').filter((input) =>
    items(clause(input, 'from')?.value).some((node) => {
      const from = survey.meaning(node);
      return isTaken(node) || (from !== undefined && bundles.includes(from));
    }),
  );
}

export const dropCountedFeature = operator({
  name: 'drop-feature',
  area: 'features',
  failure: 'A feature is dropped; the model gets one value less, and every later one moves by one place.',
  *plant(survey) {
    for (const view of survey.declarations('features'))
      for (const row of rowsOf(view)) {
        const inputs = inputsFedBy(survey, view, row.name);
        if (inputs.length > 0)
          yield {
            at: row,
            edits: [survey.remove(row)],
            joints: [view, ...inputs],
            says: `feature ${row.name} is dropped`,
          };
      }
  },
});

export const addFeature = operator({
  name: 'add-feature',
  area: 'features',
  failure: 'A view that a model takes whole gets one feature more than its input has places.',
  *plant(survey) {
    for (const view of survey.declarations('features')) {
      const row = rowsOf(view).at(-1);
      const inputs = inputsFedBy(survey, view, '');
      if (!row || inputs.length === 0) continue;
      const over = clause(row, 'over');
      const text = `\n  ${row.name}_again = ${textOf(row.formula!)}${over ? ` ${textOf(over)}` : ''}`;
      yield {
        at: view,
        edits: [survey.insertAfter(row, text)],
        joints: inputs,
        says: `${view.name} gets ${row.name}_again`,
      };
    }
  },
});

export const renameFeature = operator({
  name: 'rename-feature',
  area: 'features',
  failure: 'A feature is renamed; bundles, views and monitors still ask for the old name.',
  *plant(survey) {
    for (const view of survey.declarations('features'))
      for (const row of rowsOf(view)) {
        const edit = survey.replaceIn(row, row.name, `${row.name}_v2`);
        if (edit && survey.uses(survey.symbol(row)).length > 0)
          yield { at: row, edits: [edit], says: `feature ${row.name} → ${row.name}_v2` };
      }
  },
});

export const featureBecomesText = operator({
  name: 'feature-becomes-text',
  area: 'features',
  failure: 'A feature becomes a text; the tensor that it fills holds numbers.',
  *plant(survey) {
    for (const view of survey.declarations('features'))
      for (const row of rowsOf(view)) {
        const inputs = inputsFedBy(survey, view, row.name);
        const type = row.value && textOf(row.value);
        if (inputs.length > 0 && type && /^(float|int)/.test(type))
          yield {
            at: row,
            edits: [survey.replace(row.value!, 'string')],
            joints: inputs,
            says: `${row.name} : ${type} → string`,
          };
      }
  },
});

export const swapFeatureOrder = operator({
  name: 'swap-feature-order',
  area: 'features',
  failure:
    'The order of the features differs from the one that the model was trained with; scores are rubbish, nothing fails.',
  *plant(survey) {
    for (const bundle of survey.declarations('bundle')) {
      const users = survey.users(survey.symbol(bundle));
      for (const takes of actionsOf(bundle, 'takes')) {
        const taken = items(takes.object);
        const last = taken.at(-1);
        const first = taken[0];
        // Only a trained file fixes an order.
        const model = users
          .map((each) => survey.around(each, 'model'))
          .find((each) => each && entry(each, 'artifact'));
        if (first && last && first !== last && model && hasSignature(survey, model))
          yield {
            at: bundle,
            edits: [survey.replace(first, textOf(last)), survey.replace(last, textOf(first))],
            joints: users,
            says: `${textOf(first)} and ${textOf(last)} change places`,
          };
      }
    }
  },
});

export function artifactPath(model: Declaration): string | undefined {
  const value = entry(model, 'artifact')?.value;
  return value && /"([^"]+)"/.exec(textOf(value))?.[1];
}

export const hasSignature = (survey: Survey, model: Declaration): boolean => {
  const path = artifactPath(model);
  const fact = path === undefined ? undefined : survey.facts.signature(path);
  return fact !== undefined && 'signature' in fact;
};

export const windowRemoved = operator({
  name: 'window-removed',
  area: 'features',
  failure: 'An average has no window; offline it runs over all time, online over what the store holds.',
  *plant(survey) {
    for (const view of survey.declarations('features'))
      for (const row of rowsOf(view)) {
        const over = clause(row, 'over');
        if (over && !entry(view, 'over'))
          yield { at: row, edits: [survey.remove(over)], says: `${row.name} loses ${textOf(over)}` };
      }
  },
});

export const notOnline = operator({
  name: 'not-in-online-store',
  area: 'features',
  failure: 'A view that a service needs is only kept offline; every request finds nulls.',
  *plant(survey) {
    for (const view of survey.declarations('features')) {
      const stores = entry(view, 'stores')?.value;
      const served = inputsFedBy(survey, view).filter((input) => isServed(survey, input));
      if (stores && /\bonline\b/.test(textOf(stores)) && served.length > 0)
        yield {
          at: view,
          edits: [survey.replace(stores, stores.$type === 'List' ? '[offline]' : 'offline')],
          joints: [...served, ...served.flatMap((input) => servicesOf(survey, input))],
          says: `${view.name} is kept offline only`,
        };
    }
  },
});

const servicesOf = (survey: Survey, input: AstNode): AstNode[] => {
  const model = survey.around(input, 'model');
  return model ? survey.users(survey.symbol(model)).filter((each) => survey.around(each, 'service')) : [];
};

const isServed = (survey: Survey, input: AstNode): boolean => servicesOf(survey, input).length > 0;

export const entityKeyWrong = operator({
  name: 'entity-key-wrong',
  area: 'features',
  failure: 'An entity is found by a column that the rows of its view do not have.',
  *plant(survey) {
    for (const entity of survey.declarations('entity')) {
      const key = entry(entity, 'key')?.value;
      const views = survey.users(survey.symbol(entity)).filter((each) => survey.around(each, 'features'));
      for (const item of items(key))
        if (views.length > 0)
          yield {
            at: entity,
            edits: [survey.replace(item, `${textOf(item)}_no`)],
            says: `key: ${textOf(item)} → ${textOf(item)}_no`,
          };
    }
  },
});

export const viewFromOther = operator({
  name: 'view-from-other-source',
  area: 'features',
  failure: 'A view reads another table than its formulas mean.',
  *plant(survey) {
    for (const view of survey.declarations('features')) {
      const from = clause(view, 'from')?.value;
      const source = survey.meaning(from);
      if (!from || source?.kind !== 'source') continue;
      const columns = rowsOf(view)
        .flatMap((row) => [...below(row, isNameNode)])
        .filter((node) => survey.meaning(node)?.parent === source)
        .map(textOf);
      const other = survey
        .symbols('source')
        .find(
          (each) =>
            each !== source &&
            each.file.package === source.file.package &&
            columns.some((name) => source.members.has(name) && !each.members.has(name)),
        );
      if (other)
        yield {
          at: view,
          edits: [survey.replace(from, other.name)],
          says: `from ${source.name} → from ${other.name}`,
        };
    }
  },
});

export const labelLeaks = operator({
  name: 'label-becomes-feature',
  area: 'features',
  failure: 'What is to be predicted stands among the features; the model is perfect until it is used.',
  *plant(survey) {
    for (const training of survey.declarations('training')) {
      const label = entry(training, 'label')?.value;
      const rows = survey.meaning(clause(training, 'on')?.value);
      const column = [...below(label, isNameNode)].map(textOf).find((name) => rows?.members.has(name));
      if (!label || !column || !rows) continue;
      const model = survey.declarations('model').find(({ name }) => name === training.name);
      for (const view of survey.declarations('features')) {
        if (survey.meaning(clause(view, 'from')?.value) !== rows) continue;
        const feeds = inputsFedBy(survey, view).some((input) => survey.around(input, 'model') === model);
        const row = rowsOf(view).find((each) => !clause(each, 'over'));
        if (row && feeds)
          yield {
            at: row,
            edits: [survey.replace(row.formula!, column)],
            joints: [training, label],
            says: `${row.name} = ${textOf(row.formula!)} → ${column}, which is the label`,
          };
      }
    }
  },
});

export const requestInputDropped = operator({
  name: 'request-input-dropped',
  area: 'features',
  failure: 'A feature that is computed from the request reads a field that the request has not.',
  *plant(survey) {
    for (const input of survey.declarations('input')) {
      const view = survey.around(input, 'features');
      // A column of the same name would be read instead.
      const isColumn = items(view && clause(view, 'from')?.value).some(
        (node) => survey.meaning(node)?.members.get(input.name ?? '') !== undefined,
      );
      if (view && !isColumn && clause(input, 'from') && survey.uses(survey.symbol(input)).length > 0)
        yield { at: view, edits: [survey.remove(input)], says: `${view.name} loses input ${input.name}` };
    }
  },
});

export const viewCycle = operator({
  name: 'view-cycle',
  area: 'features',
  failure: 'Two views stand on each other; neither can be computed.',
  *plant(survey) {
    for (const view of survey.declarations('features')) {
      for (const node of items(clause(view, 'from')?.value)) {
        const lower = survey.meaning(node);
        if (lower?.kind !== 'features' || lower.file.package !== survey.symbol(view)!.file.package) continue;
        const from = clause(lower.node as Declaration, 'from')?.value;
        if (from)
          yield {
            at: lower.node,
            edits: [survey.replace(from, `[${items(from).map(textOf).join(', ')}, ${view.name}]`)],
            joints: [view],
            says: `${lower.name} also stands on ${view.name}`,
          };
      }
    }
  },
});

export const driftOfUnserved = operator({
  name: 'monitor-of-unserved-feature',
  area: 'release',
  failure: 'A monitor watches a view that no model is served with; it will never raise an alarm.',
  *plant(survey) {
    for (const monitor of survey.actions('monitor')) {
      for (const node of below(
        monitor.object,
        (each): each is AstNode => isMember(each) || isNameRef(each),
      )) {
        const symbol = survey.meaning(isMember(node) ? node.receiver : node);
        if (symbol?.kind !== 'features' || (isNameRef(node) && isMember(node.$container))) continue;
        const view = symbol.node as Declaration;
        const copy = `\n\n${textOf(view).replace(view.name!, `${view.name!}_old`)}`;
        const edit = survey.replaceIn(node, view.name!, `${view.name!}_old`);
        if (edit && symbol.file.path === survey.fileOf(monitor) && !survey.inEnvironment(monitor))
          yield {
            at: monitor,
            edits: [edit, survey.insertAfter(view, copy)],
            says: `monitor of ${textOf(node)} → of a view that nothing is served with`,
          };
        else if (
          edit &&
          symbol.file.package === survey.project.files.get(survey.fileOf(monitor))!.symbols.package
        )
          yield {
            at: monitor,
            edits: [edit, survey.insertAfter(view, copy)],
            says: `monitor of ${textOf(node)} → of a view that nothing is served with`,
          };
      }
    }
  },
});
