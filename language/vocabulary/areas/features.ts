import { integer, list, name, quantity, reference, word } from '../value-type.ts';
import { clause, noun, property, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';

export const entity = noun('entity', {
  area: 'features',
  doc: 'A thing of the world that features describe, such as a card or a customer, and the columns that identify it.',
  in: ['file'],
  properties: {
    key: property(list(name('the name of a column')), 'Column or columns that identify it.', {
      required: true,
    }),
  },
});

export const features = noun('features', {
  area: 'features',
  doc: 'A feature view: values computed for an entity from sources or other views.',
  in: ['file', 'environment'],
  clauses: {
    of: clause(list(reference('entity')), 'Entity that the features describe; several for a combination.', {
      required: true,
    }),
    from: clause(
      list(reference('source', 'dataset', 'features', 'labels')),
      'Sources or views that they are computed from.',
      { required: true },
    ),
  },
  properties: {
    version: property(
      integer({ min: 1 }),
      'Version of the definition. Raise it when a formula changes its meaning.',
      { default: '1' },
    ),
    ttl: property(quantity('duration'), 'How long a stored value is served before it counts as missing.'),
    freshness: property(
      quantity('duration'),
      'How far the stored values may lag behind the rows that they are computed from.',
    ),
    stores: property(
      list(
        word({
          offline: 'History, for training.',
          online: 'Latest value, for serving.',
          cache: 'In memory, beside the service.',
        }),
      ),
      'Where the values are kept.',
      { default: '[offline]', block: true },
    ),
    compute: property(
      word({
        ahead: 'Before they are asked for.',
        on_request: 'When they are asked for, also from the request.',
      }),
      'When the values are computed.',
      { default: 'ahead' },
    ),
    slide: property(quantity('duration'), 'How often windows move on in a stream.'),
  },
  rows: {
    row: 'feature',
    doc: 'A feature: its name and formula. The type is inferred when it is left out.',
    type: 'optional',
    formula: 'required',
    formulaScope: 'features',
    clauses: {
      over: clause(
        quantity('duration'),
        'Window of the aggregates in the formula, back from the moment that is asked for.',
      ),
    },
  },
});

export const bundle = noun('bundle', {
  area: 'features',
  doc: 'A named, ordered selection of features: what a model is trained and served with.',
  in: ['file', 'environment'],
  properties: {
    version: property(integer({ min: 1 }), 'Version of the selection.', { default: '1' }),
  },
});

export const takes = verb('takes', {
  area: 'features',
  doc: 'The views and features that the bundle consists of, in order.',
  in: ['bundle'],
  object: { type: list(reference('features', 'feature')), doc: 'Views and features.', required: true },
});

export const words: AreaWords = { nouns: [entity, features, bundle], verbs: [takes] };
