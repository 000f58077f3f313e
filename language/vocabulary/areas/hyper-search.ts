import { expression, integer, name, word } from '../value-type.ts';
import { clause, property, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';
import { stepResult } from '../step-result.ts';

const GOAL = {
  area: 'training',
  in: ['search'],
  object: { type: name('the name of a metric'), doc: 'Metric that the training reports.', required: true },
  clauses: { on: clause(stepResult('dataset', 'source'), 'Rows that it is measured on.') },
} as const;

export const maximize = verb('maximize', { ...GOAL, doc: 'The metric that the best trial has most of.' });
export const minimize = verb('minimize', { ...GOAL, doc: 'The metric that the best trial has least of.' });

export const tryParameter = verb('try', {
  area: 'training',
  doc: 'A parameter of the training and the values that are tried: `try learning_rate in 1e-5..1e-2 by log`.',
  in: ['search'],
  object: {
    type: expression('trials', 'a parameter, in, and a range or list'),
    doc: 'The parameter and its values.',
    required: true,
  },
  clauses: {
    by: clause(
      word({ log: 'Evenly by orders of magnitude.', linear: 'Evenly.' }),
      'How values are spread over the range; linear without it.',
    ),
    when: clause(expression('trials', 'a condition on parameters'), 'Trials in which the parameter matters.'),
  },
});

export const pruneTrials = verb('prune', {
  area: 'training',
  doc: 'Ends trials early that are worse than others: `prune hyperband { min: 2, max: 30, factor: 3 }`.',
  in: ['search'],
  object: {
    type: word({
      hyperband: 'Brackets with fewer and fewer trials, each trained longer.',
      successive_halving: 'One such bracket.',
      median: 'What is worse than the median at the same step.',
    }),
    doc: 'The method.',
    required: true,
  },
  properties: {
    min: property(integer({ min: 1 }), 'Fewest epochs of a trial.', { default: '1' }),
    max: property(integer({ min: 1 }), 'Most epochs of a trial.'),
    factor: property(integer({ min: 2 }), 'Share of the trials that goes on: one in so many.', {
      default: '3',
    }),
  },
});

export const stopWhen = verb('stop', {
  area: 'training',
  doc: 'Ends the run before its time.',
  in: ['training', 'search'],
  clauses: {
    when: clause(
      expression('metrics', 'a condition on metrics'),
      'The condition; `spent` and `elapsed` are known.',
      {
        required: true,
      },
    ),
  },
});

export const repeat = verb('repeat', {
  area: 'pipelines',
  doc: 'Trains and measures several times, so that figures have a mean and a spread: `repeat 5 times by seed`.',
  in: ['evaluate'],
  object: { type: integer({ min: 2 }), doc: 'How many times.', required: true },
  clauses: {
    by: clause(
      word({ seed: 'Other random numbers each time.', fold: 'Another part is held out each time.' }),
      'What changes.',
      {
        required: true,
      },
    ),
  },
});

export const words: AreaWords = {
  verbs: [maximize, minimize, tryParameter, pruneTrials, stopWhen, repeat],
};
