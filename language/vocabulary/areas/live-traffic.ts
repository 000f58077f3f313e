import { expression, list, name, quantity, ratio, reference, text, word } from '../value-type.ts';
import { clause, property, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';
import { STAND_INS } from './recovery.ts';

const VERSION = reference('model', 'optimize');

export const canary = verb('canary', {
  area: 'serving',
  doc: 'Brings a version in step by step, as long as its figures hold.',
  in: ['service'],
  object: { type: VERSION, doc: 'The version, such as chat_llm@8.', required: true },
  properties: {
    steps: property(list(ratio()), 'Shares of the requests, one after the other.', {
      default: '[5%, 25%, 50%, 100%]',
    }),
    hold: property(quantity('duration'), 'How long each share is watched before the next.'),
  },
  events: { failure: 'What is required does not hold.' },
  names: { stable: 'Figures of the version that answers the other requests.' },
});

export const shadow = verb('shadow', {
  area: 'serving',
  doc: 'Sends a copy of some requests to a version whose answers are thrown away.',
  in: ['service'],
  object: { type: VERSION, doc: 'The version, such as reranker@next.', required: true },
  properties: { share: property(ratio(), 'Share of the requests that are copied.', { default: '100%' }) },
});

export const requireOfRollout = verb('require', {
  area: 'serving',
  doc: 'What must hold before more requests or devices get the version.',
  in: ['canary', 'rollout'],
  object: { type: expression('measures', 'a condition on figures'), doc: 'The condition.', required: true },
});

export const requireOfRequest = verb('require', {
  area: 'serving',
  doc: 'What a request must satisfy, and what happens to one that does not.',
  in: ['guard'],
  object: { type: expression('request', 'a condition on a request'), doc: 'The condition.', required: true },
});

export const collect = verb('collect', {
  area: 'serving',
  doc: 'Keeps requests for labelling and training: `collect inputs where uncertainty(probs) > 0.4 to scans`.',
  in: ['service'],
  object: {
    type: name('what is kept, such as inputs'),
    doc: 'What is kept: the inputs, or one of them by name.',
    required: true,
  },
  clauses: {
    where: clause(expression('request', 'a condition on a request'), 'Which requests are kept.'),
    to: clause(reference('bucket', 'source', 'sink'), 'Where they are put.', { required: true }),
  },
  properties: { limit: property(quantity('rate'), 'Most requests that are kept in a time.') },
});

export const alertInBudget = verb('alert', {
  area: 'serving',
  doc: 'Tells people how much is spent.',
  in: ['budget'],
  object: { type: reference('channel'), doc: 'Channel that they read.', required: true },
  clauses: {
    when: clause(expression('measures', 'a condition on spent'), 'When they are told, such as spent > 80%.', {
      required: true,
    }),
  },
});

export const degradeInBudget = verb('degrade', {
  area: 'serving',
  doc: 'Goes on with something cheaper.',
  in: ['budget'],
  clauses: {
    to: clause(name('what is left', ...STAND_INS), 'What is left.', { required: true }),
    when: clause(expression('measures', 'a condition on spent'), 'When it begins, such as spent > 100%.', {
      required: true,
    }),
  },
});

export const reject = verb('reject', {
  area: 'recovery',
  doc: 'Answers the request with an error.',
  in: ['on', 'recovery'],
  clauses: { with: clause(text(), 'What the caller is told.') },
});

export const keepPrevious = verb('keep', {
  area: 'recovery',
  doc: 'Leaves in use what is in use.',
  in: ['on', 'recovery'],
  object: { type: word({ previous: 'What was in use before.' }), doc: 'What stays.', required: true },
});

export const buffer = verb('buffer', {
  area: 'recovery',
  doc: 'Keeps results on the device until the connection is back.',
  in: ['on', 'recovery'],
  object: {
    type: quantity('bytes'),
    doc: 'Space that they may take; then the oldest are dropped.',
    required: true,
  },
});

export const timeout = verb('timeout', {
  area: 'recovery',
  doc: 'Ends an attempt that takes too long, so that the next one can begin.',
  in: ['recovery'],
  object: { type: quantity('duration'), doc: 'Longest time of one attempt.', required: true },
});

export const words: AreaWords = {
  verbs: [
    canary,
    shadow,
    requireOfRollout,
    requireOfRequest,
    collect,
    alertInBudget,
    degradeInBudget,
    reject,
    keepPrevious,
    buffer,
    timeout,
  ],
};
