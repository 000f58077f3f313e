import { stepResult } from '../step-result.ts';
import {
  call,
  either,
  expression,
  integer,
  list,
  name,
  path,
  ratio,
  reference,
  text,
  word,
} from '../value-type.ts';
import { clause, noun, property, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';
import { FORMATS } from './data.ts';

export const dataset = noun('dataset', {
  area: 'data',
  doc: 'Examples for training and evaluation: a fixed selection of rows, with versions and named parts.',
  in: ['file', 'environment'],
  clauses: {
    from: clause(
      list(reference('source', 'dataset', 'labels')),
      'Sources and labels that it is put together from.',
    ),
  },
  properties: {
    format: property(word(FORMATS), 'How the examples are stored.', { default: 'parquet' }),
    location: property(
      either(
        text('a URI, or a path in the project'),
        call({
          huggingface: 'huggingface("owner/name", revision: "3f1c9a2"): a data set of the Hugging Face hub.',
        }),
      ),
      'Where the examples are: a URI, a path relative to the project folder, or a data set of a hub.',
    ),
    version: property(
      integer({ min: 1 }),
      'Version of the selection. Raise it when other examples are chosen.',
      {
        default: '1',
      },
    ),
    versions: property(
      word({
        dvc: 'DVC, beside the code.',
        lakefs: 'lakeFS, beside the data.',
        delta: 'The log of a Delta table.',
      }),
      'Tool that keeps the earlier versions.',
    ),
    keep: property(integer({ min: 1 }), 'How many earlier versions are kept.'),
    classes: property(
      list(name('the name of a class')),
      'Classes of the examples, in the order of their numbers.',
    ),
    frozen: property(
      list(name('the name of a part')),
      'Parts that new versions leave as they are, such as the test part.',
    ),
  },
});

export const splitOfDataset = verb('split', {
  area: 'data',
  doc: 'Divides the examples into named parts, the same way each time: `split by patient { train: 80%, test: 20% }`.',
  in: ['dataset'],
  clauses: {
    by: clause(list(name('the name of a column')), 'Columns whose values stay together in one part.', {
      required: true,
    }),
  },
  settings: { type: ratio(), doc: 'A part and its share; the shares add up to 100 %.' },
});

export const labels = noun('labels', {
  area: 'data',
  doc: 'What people say about rows: the tool, the classes, who labels, and how well they must agree.',
  in: ['file', 'environment'],
  clauses: { of: clause(reference('source', 'dataset'), 'Rows that are labelled.', { required: true }) },
  properties: {
    tool: property(
      word({
        label_studio: 'Label Studio, for data of any kind.',
        cvat: 'CVAT, for images and video.',
        argilla: 'Argilla, for text.',
      }),
      'Tool that the labels are made with.',
    ),
    classes: property(list(name('the name of a class')), 'Classes that can be chosen.'),
    annotators: property(reference('channel'), 'Who labels, as the channel that reaches them.'),
    votes: property(integer({ min: 1 }), 'How many people label each row.', { default: '1' }),
    guide: property(path(), 'Page that tells them how, relative to the project folder.'),
  },
  events: { disagreement: 'People give the same row different labels.' },
});

export const pick = verb('pick', {
  area: 'data',
  doc: 'Which rows are labelled next: `pick 500 by uncertainty(xray_net)`.',
  in: ['labels'],
  object: { type: integer({ min: 1 }), doc: 'How many rows at a time.', required: true },
  clauses: {
    by: clause(
      call(
        {
          uncertainty: 'Those that a model is least sure of.',
          random: 'Any.',
          diversity: 'Those that are least like what is labelled.',
        },
        { arguments: reference('model', 'engine', 'optimize') },
      ),
      'How they are chosen.',
      { required: true },
    ),
  },
});

export const expectOfLabels = verb('expect', {
  area: 'data',
  doc: 'What is expected of the labels, such as how well people agree. A warning is reported; anything else fails.',
  in: ['labels'],
  object: { type: expression('labels', 'a condition on labels'), doc: 'The condition.', required: true },
  clauses: {
    severity: clause(
      word({ error: 'The labels are refused.', warning: 'It is only reported.' }),
      'What happens when it does not hold.',
    ),
  },
});

export const snapshot = verb('snapshot', {
  area: 'data',
  doc: 'Fixes a dataset as it is now, as a new version, and gives its parts to the steps that follow.',
  in: ['step'],
  object: { type: stepResult('dataset'), doc: 'The dataset.', required: true },
});

export const words: AreaWords = {
  nouns: [dataset, labels],
  verbs: [splitOfDataset, pick, expectOfLabels, snapshot],
};
