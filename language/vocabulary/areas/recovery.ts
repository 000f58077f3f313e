import { either, integer, name, quantity, reference, referenceOrName, word } from '../value-type.ts';
import { clause, noun, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';

const IN = ['on', 'recovery'] as const;
const base = { area: 'recovery', in: IN } as const;
const WITHIN = { within: clause(quantity('duration'), 'Longest time that it may take.') };

export const recovery = noun('recovery', {
  area: 'recovery',
  doc: 'A named reaction to failure, attached to anything that runs by `on failure use name`.',
  in: ['file', 'environment'],
});

export const use = verb('use', {
  area: 'recovery',
  doc: 'Does what a named recovery says.',
  in: ['on'],
  object: { type: reference('recovery'), doc: 'The recovery.', required: true },
});

export const retry = verb('retry', {
  ...base,
  doc: 'Tries it again: `retry 3 times backoff exponential from 30s to 10m`. On a pipeline it holds for each step that has no retry of its own.',
  object: { type: integer({ min: 0 }), doc: 'How many times after the first.', required: true },
  clauses: {
    backoff: clause(
      word({ exponential: 'Each wait is twice the one before.', fixed: 'Each wait is the same.' }),
      'How the wait grows.',
    ),
    from: clause(quantity('duration'), 'The first wait.'),
    to: clause(quantity('duration'), 'The longest wait.'),
  },
});

/** How urgent an alert is. */
export const SEVERITIES = {
  info: 'To know.',
  warning: 'To look at.',
  critical: 'To wake up for.',
} as const;

export const alert = verb('alert', {
  ...base,
  doc: 'Tells people.',
  object: { type: reference('channel'), doc: 'Channel that they read.', required: true },
  clauses: {
    severity: clause(word(SEVERITIES), 'How urgent it is.'),
  },
});

export const rollback = verb('rollback', {
  ...base,
  doc: 'Brings back what was in use before.',
  object: {
    type: reference('step', 'service', 'model', 'experiment'),
    doc: 'What is brought back; what failed without it.',
    required: false,
  },
  clauses: {
    to: clause(
      either(
        word({ previous: 'What was in use before; the same as without it.' }),
        reference('model', 'step'),
      ),
      'Version that is brought back, such as fraud_net@4.',
    ),
    ...WITHIN,
  },
});

export const isolate = verb('isolate', {
  ...base,
  doc: 'Puts what is bad aside and goes on with the rest.',
  clauses: {
    to: clause(
      referenceOrName('sink', 'channel'),
      'Where it is put: a sink, or a name under which the rows stay with the run.',
    ),
  },
});

/** What can answer in place of something better. */
export const STAND_INS = ['model', 'engine', 'optimize', 'service', 'step', 'input'] as const;

export const degrade = verb('degrade', {
  ...base,
  doc: 'Goes on with less.',
  clauses: { to: clause(name('what is left', ...STAND_INS), 'What is left.', { required: true }) },
});

export const restart = verb('restart', {
  ...base,
  doc: 'Begins again.',
  clauses: {
    from: clause(
      word({ checkpoint: 'From the last state that was saved.' }),
      'Where it begins; from nothing without it.',
    ),
    ...WITHIN,
  },
});

export const resume = verb('resume', {
  ...base,
  doc: 'Goes on where it stopped.',
  clauses: {
    from: clause(word({ checkpoint: 'From the last state that was saved.' }), 'Where it goes on.', {
      required: true,
    }),
  },
});

export const start = verb('start', {
  ...base,
  doc: 'Starts something else.',
  object: {
    type: reference('pipeline', 'service', 'machine', 'cluster'),
    doc: 'What is started.',
    required: true,
  },
});

export const stop = verb('stop', {
  ...base,
  doc: 'Stops something.',
  object: {
    type: reference('pipeline', 'service', 'machine', 'cluster'),
    doc: 'What is stopped.',
    required: true,
  },
});

export const words: AreaWords = {
  nouns: [recovery],
  verbs: [use, retry, alert, rollback, isolate, degrade, restart, resume, start, stop],
};
