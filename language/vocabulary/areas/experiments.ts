import { expression, list, name, quantity, ratio, reference, text, word } from '../value-type.ts';
import { clause, noun, property, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';
import { STAGE } from './pipelines.ts';

export const metric = noun('metric', {
  area: 'operations',
  doc: 'A named figure: an aggregate over rows, or a measure of a service. Experiments and monitors refer to it.',
  in: ['file'],
  value: expression('metric', 'a formula, such as count_if(clicked) / count()'),
  clauses: {
    of: clause(reference('source', 'dataset', 'service'), 'Rows or service that it is computed over.', {
      required: true,
    }),
  },
});

export const experiment = noun('experiment', {
  area: 'operations',
  doc: 'Versions that answer real requests side by side until it is known which is better, or runs that are compared.',
  in: ['file', 'environment'],
  clauses: { on: clause(reference('service'), 'Service whose requests are divided.') },
  properties: {
    hypothesis: property(text(), 'What is believed, and by how much.'),
    owner: property(reference('channel'), 'Who answers for it, as the channel that reaches them.'),
    primary: property(reference('metric'), 'Metric that decides.'),
    tracker: property(
      word({
        mlflow: 'An MLflow tracking server.',
        wandb: 'Weights & Biases, a hosted service.',
        tensorboard: 'Files that TensorBoard shows.',
      }),
      'Where runs and their figures are kept.',
    ),
    compare: property(list(name('the name of a metric')), 'Figures that runs are compared by.'),
    baseline: property(reference('model'), 'Version that runs are compared with.'),
  },
  events: {
    win: 'What `win when` says holds.',
    lose: 'What `lose when` says holds.',
    requirement_broken: 'What is required does not hold any more.',
    failure: 'A version fails to answer.',
  },
  names: {
    control: 'Figures of the variant that is called control.',
    treatment: 'Figures of the variant that is called treatment.',
  },
});

export const splitOfExperiment = verb('split', {
  area: 'operations',
  doc: 'Divides the requests among variants: `split by user_id { control : net@4 { share: 50% } }`.',
  in: ['experiment'],
  clauses: {
    by: clause(name('what the hash is taken of'), 'Key whose values always get the same variant.', {
      required: true,
    }),
  },
  rows: {
    row: 'variant',
    doc: 'A variant and the version of a model that answers in it.',
    type: 'none',
    formula: 'none',
    value: reference('model', 'optimize', 'engine'),
    properties: {
      share: property(ratio(), 'Share of the requests; the shares add up to 100 %.', { required: true }),
    },
    clauses: {},
  },
});

export const exclude = verb('exclude', {
  area: 'operations',
  doc: 'Leaves requests out of the experiment.',
  in: ['experiment'],
  clauses: {
    where: clause(expression('request', 'a condition on requests'), 'Which requests are left out.', {
      required: true,
    }),
  },
});

export const runsFor = verb('runs', {
  area: 'operations',
  doc: 'How long the experiment goes on at most.',
  in: ['experiment'],
  clauses: { for: clause(quantity('duration'), 'The time.', { required: true }) },
});

export const power = noun('power', {
  area: 'operations',
  doc: 'How small an effect must be seen, and how sure one wants to be. The number of samples follows from it.',
  in: ['experiment'],
  name: 'none',
  properties: {
    effect: property(ratio(), 'Smallest relative change of the primary metric that is to be seen.', {
      required: true,
    }),
    alpha: property(ratio(), 'How often a change is seen where there is none.', { default: '5%' }),
    beta: property(ratio(), 'How often a change is overlooked.', { default: '20%' }),
  },
});

export const requireOfExperiment = verb('require', {
  area: 'operations',
  doc: 'What must not get worse while the experiment runs.',
  in: ['experiment'],
  object: { type: expression('metrics', 'a condition on metrics'), doc: 'The condition.', required: true },
});

export const test = verb('test', {
  area: 'operations',
  doc: 'The statistical test: `test sequential with ctr { method: msprt }`.',
  in: ['experiment'],
  object: {
    type: word({ sequential: 'May be looked at at any time.', fixed: 'Is looked at once, at the end.' }),
    doc: 'When the figures may be looked at.',
    required: true,
  },
  clauses: { with: clause(list(reference('metric')), 'Metrics that are tested.', { required: true }) },
  properties: {
    method: property(
      word({
        msprt: 'Mixture sequential probability ratio test.',
        t_test: "Welch's t-test.",
        mann_whitney: 'Mann-Whitney U test.',
        bootstrap: 'Bootstrap of the difference.',
      }),
      'How the p-value is computed.',
    ),
    correction: property(
      word({
        none: 'Each metric by itself.',
        bonferroni: 'The limit is divided by the number of metrics.',
        holm: 'Holm: the same, step by step, which finds more.',
        bh: 'Benjamini-Hochberg: bounds the share of false findings.',
      }),
      'Correction for testing several metrics.',
      { default: 'none' },
    ),
  },
});

export const startsExperiment = verb('starts', {
  area: 'operations',
  doc: 'What lets the experiment begin: `starts when approved by product_team`.',
  in: ['experiment'],
  clauses: {
    when: clause(expression('steps', 'a condition, or approved'), 'The condition.', { required: true }),
    by: clause(list(reference('channel')), 'Who approves, as the channel that reaches them.'),
  },
});

const DECISION = (doc: string) =>
  ({
    area: 'operations',
    doc,
    in: ['experiment'],
    clauses: {
      when: clause(expression('metrics', 'a condition on metrics'), 'The condition.', { required: true }),
    },
  }) as const;

export const win = verb(
  'win',
  DECISION('When the treatment is taken to be better; `on win` says what follows.'),
);
export const lose = verb(
  'lose',
  DECISION('When the treatment is taken to be worse; `on lose` says what follows.'),
);

export const usesInExperiment = verb('uses', {
  area: 'operations',
  doc: 'Searches and trainings whose runs are compared.',
  in: ['experiment'],
  object: { type: list(reference('search', 'training', 'pipeline')), doc: 'The elements.', required: true },
});

export const shift = verb('shift', {
  area: 'operations',
  doc: 'Moves the requests of a service to a version step by step: `shift api to net@5 { steps: [60%, 100%], every: 2h }`.',
  in: ['on', 'recovery'],
  object: { type: reference('service'), doc: 'The service.', required: true },
  clauses: {
    to: clause(reference('model', 'optimize'), 'Version that gets the requests.', { required: true }),
  },
  properties: {
    steps: property(list(ratio()), 'Shares, one after the other.', { default: '[100%]' }),
    every: property(quantity('duration'), 'Time between two steps.'),
  },
});

export const promoteVersion = verb('promote', {
  area: 'operations',
  doc: 'Moves a version of a model to a stage.',
  in: ['on', 'recovery'],
  object: { type: reference('model', 'optimize', 'step'), doc: 'The version.', required: true },
  clauses: {
    to: clause(STAGE, 'The stage.', { required: true }),
  },
});

export const words: AreaWords = {
  nouns: [metric, experiment, power],
  verbs: [
    splitOfExperiment,
    exclude,
    startsExperiment,
    runsFor,
    requireOfExperiment,
    test,
    win,
    lose,
    usesInExperiment,
    shift,
    promoteVersion,
  ],
};
