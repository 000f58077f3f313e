import fc from 'fast-check';
import { NO_FACTS, type ProjectFacts } from '../../language/project/facts.ts';
import { Choices } from './choices.ts';
import { randomSource, randomView } from './data-part.ts';
import { randomLearning } from './learning-part.ts';
import { randomPlatform, type RandomPlatform } from './platform-part.ts';
import { randomExperiment } from './experiment-part.ts';
import { randomOptimisation } from './optimisation-part.ts';
import { randomServing } from './serving-part.ts';

/** A correct system as declarations, which may stand in any order and in any file of their package. */
export interface RandomModel {
  readonly platform: RandomPlatform;
  readonly declarations: readonly string[];
  readonly facts: ProjectFacts;
}

/** Tables, features, a model with its training and pipeline, a service, a cloud, environments and deployments. */
export const randomModel: fc.Arbitrary<RandomModel> = fc.gen().map((draw) => {
  const choices = new Choices(draw);
  const platform = randomPlatform(choices);
  const keys = choices.many(1, 3, (index) => `key_${index}`);
  const sources = keys.map((key, index) => randomSource(choices, index, key));
  // Examples are looked up by the key that their own rows have, which is that of the first table.
  const views = choices.many(1, 3, (index) => randomView(choices, sources[0]!, 'thing_0', index));
  const learning = randomLearning(choices, sources[0]!, views, platform);
  const declarations = [
    ...sources.map(({ text }) => text),
    ...keys.map((key, index) => `entity thing_${index} { key: ${key} }`),
    ...views.map(({ text }) => text),
    ...learning.text,
    ...randomServing(choices, views),
    ...randomExperiment(choices, sources[0]!),
    ...randomOptimisation(choices, platform),
  ];
  const facts: ProjectFacts = {
    ...NO_FACTS,
    exists: () => true,
    signature: (path) => (path === learning.path ? { signature: learning.signature } : undefined),
  };
  return { platform, declarations, facts };
});

/** Writes a model into files: which declaration stands in which of them, and where, is drawn from the seed. */
export function filesOf({ platform, declarations }: RandomModel, seed: number): ReadonlyMap<string, string> {
  const random = numbers(seed);
  const count = 1 + Math.floor(random() * 4);
  const shuffled = declarations
    .map((text) => ({ text, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ text }) => ({ text, file: Math.floor(random() * count) }));
  const files = Array.from({ length: count }, (_, index): [string, string] => {
    const own = shuffled.filter(({ file }) => file === index).map(({ text }) => text);
    const used = platform.names.filter((name) => own.some((text) => new RegExp(`\\b${name}\\b`).test(text)));
    const imports = used.length === 0 ? [] : [`import random.platform.{ ${used.join(', ')} }`];
    return [`part_${index}.tenon`, ['package random.app', ...imports, ...own, ''].join('\n\n')];
  });
  const below: [string, string] = [
    'platform.tenon',
    ['package random.platform', ...(random() < 0.5 ? platform.text : platform.text.toReversed()), ''].join(
      '\n\n',
    ),
  ];
  const all = [...files.filter(([, text]) => text.trim() !== 'package random.app'), below];
  return new Map(random() < 0.5 ? all : all.reverse());
}

/** Pseudo-random numbers from 0 to 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
