import { anything, word } from '../value-type.ts';
import { clause, noun } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';

export const param = noun('param', {
  area: 'language',
  doc: 'A value that environments and the command line may set. Its type may have bounds: `int in 1..20`.',
  in: ['file', 'environment', 'training', 'pipeline'],
  typed: 'optional',
  value: anything('a value of the type'),
});

export const letWord = noun('let', {
  area: 'language',
  doc: 'A named value that nothing can override.',
  in: ['file'],
  typed: 'optional',
  value: anything(),
});

export const template = noun('template', {
  area: 'language',
  doc: 'A pattern for elements of one kind, with parameters. `service a = name(…) { … }` makes one.',
  in: ['file'],
  clauses: {
    for: clause(
      word({
        service: 'A template for services.',
        cloud: 'A template for clouds.',
        pipeline: 'A template for pipelines.',
        features: 'A template for feature views.',
        training: 'A template for trainings.',
      }),
      'Kind of element that the template makes.',
      { required: true },
    ),
  },
});

export const words: AreaWords = { nouns: [param, letWord, template] };
