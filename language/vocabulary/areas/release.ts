import { list, name, reference, text } from '../value-type.ts';
import { clause, noun, property, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';

export const environment = noun('environment', {
  area: 'release',
  doc: 'A named set of overrides: parameters and elements that are different in one place, such as prod.',
  in: ['file'],
  clauses: { extends: clause(reference('environment'), 'Environment whose overrides hold here too.') },
});

export const deployment = noun('deployment', {
  area: 'release',
  doc: 'What is put where: the elements, the environment, and the targets that are generated.',
  in: ['file'],
  properties: {
    environment: property(reference('environment'), 'Environment that is applied.'),
    description: property(text(), 'What this deployment is for.'),
  },
});

export const usesInDeployment = verb('uses', {
  area: 'release',
  doc: 'The elements that are deployed; what they refer to comes with them.',
  in: ['deployment'],
  object: { type: list(reference()), doc: 'Elements.', required: true },
});

export const emit = verb('emit', {
  area: 'release',
  doc: 'The targets that are generated for this deployment.',
  in: ['deployment'],
  object: { type: list(name('the name of a target')), doc: 'Targets.', required: true },
});

export const words: AreaWords = { nouns: [environment, deployment], verbs: [usesInDeployment, emit] };
