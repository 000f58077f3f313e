import { serviceTensor } from '../service-tensor.ts';
import { stepResult } from '../step-result.ts';
import { anything, expression, integer, list, name, quantity, reference, text } from '../value-type.ts';
import { clause, property, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';

const WHEN = {
  when: clause(expression('steps', 'a condition'), 'Whether the step runs, such as report.passed.'),
};
const step = { area: 'pipelines', in: ['step'] } as const;
const TIMEOUT = { timeout: property(quantity('duration'), 'Longest time that the step may take.') };

/** What a step of a pipeline takes, or an input or step of a service. */
const given = stepResult('dataset', 'source', 'input', 'parameter');

export const enrich = verb('enrich', {
  ...step,
  doc: 'Gives each row of a stream its features as they are now.',
  object: { type: stepResult(), doc: 'Step whose rows are taken.', required: true },
  clauses: {
    with: clause(list(reference('features', 'bundle')), 'Views or a bundle.', { required: true }),
    within: clause(quantity('duration'), 'Longest time for one row.'),
  },
});

export const concat = verb('concat', {
  ...step,
  doc: 'Puts the rows of several steps one after the other.',
  object: {
    type: list(stepResult()),
    doc: 'The steps; a single one inside a loop stands for all of its runs.',
    required: true,
  },
  clauses: WHEN,
});

export const resize = verb('resize', {
  ...step,
  doc: 'Brings images to one size: `resize raw to [224, 224]`.',
  object: { type: given, doc: 'The images.', required: true },
  clauses: {
    to: clause(list(integer({ min: 1 })), 'Height and width in pixels.', { required: true }),
    ...WHEN,
  },
  properties: TIMEOUT,
});

export const tokenize = verb('tokenize', {
  ...step,
  doc: 'Turns text into the numbers that a language model takes.',
  object: { type: given, doc: 'The text, or rows with a column of texts.', required: true },
  clauses: { with: clause(reference('engine', 'model'), 'Tokenizer.', { required: true }) },
  properties: {
    column: property(name('the name of a column'), 'Column that holds the text, when rows are taken.'),
    length: property(integer({ min: 1 }), 'Number of tokens; longer texts are cut.'),
  },
});

export const embed = verb('embed', {
  ...step,
  doc: 'Turns rows into vectors by a model.',
  object: { type: given, doc: 'The rows.', required: true },
  clauses: { by: clause(reference('model', 'engine'), 'Model that gives the vectors.', { required: true }) },
  properties: { batch: property(integer({ min: 1 }), 'Rows in one run of the model.') },
});

export const build = verb('build', {
  ...step,
  doc: 'Builds a search index anew.',
  object: { type: reference('index'), doc: 'The index.', required: true },
  clauses: { from: clause(stepResult(), 'Step that gives the vectors.', { required: true }), ...WHEN },
});

export const retrieve = verb('retrieve', {
  ...step,
  doc: 'Finds what lies nearest in a search index: `retrieve product_vectors by vector { top: 500 }`.',
  object: { type: reference('index'), doc: 'The index.', required: true },
  clauses: { by: clause(serviceTensor(), 'Vector that is looked for.', { required: true }) },
  properties: {
    top: property(integer({ min: 1 }), 'How many are found.', { default: '10' }),
    ef: property(integer({ min: 1 }), 'How many are looked at on the way; more is slower and finds more.'),
  },
});

export const diversify = verb('diversify', {
  ...step,
  doc: 'Sees to it that not too many results are of one kind.',
  object: { type: serviceTensor(), doc: 'The results.', required: true },
  clauses: { by: clause(name('the name of a column'), 'What makes two results alike.', { required: true }) },
  properties: { max: property(integer({ min: 1 }), 'Most results of one kind.', { default: '1' }) },
});

export const merge = verb('merge', {
  ...step,
  doc: 'Adds the weights of an adapter to the model that it was trained on.',
  object: { type: stepResult('training'), doc: 'Step that trained the adapter.', required: true },
  clauses: { into: clause(reference('model'), 'The model.', { required: true }), ...WHEN },
});

export const choose = verb('choose', {
  ...step,
  doc: 'Takes the best of several results: `choose nets by latency.p99 where top1 >= 0.75`.',
  object: { type: stepResult(), doc: 'Step that gives them.', required: true },
  clauses: {
    by: clause(expression('metrics', 'a figure'), 'Figure that decides.', { required: true }),
    where: clause(expression('metrics', 'a condition on figures'), 'Which of them may be taken.'),
  },
  names: { device: 'What a result runs on, such as "gpu".' },
});

export const packageModel = verb('package', {
  ...step,
  doc: 'Builds a container image with a model in it.',
  object: { type: stepResult('model'), doc: 'The model.', required: true },
  clauses: {
    into: clause(reference('registry'), 'Registry that the image is pushed to.', { required: true }),
    ...WHEN,
  },
  properties: {
    tag: property(anything('a text or a version'), 'Tag of the image.'),
    base: property(text('the name of an image'), 'Image that it is built on.'),
    ...TIMEOUT,
  },
});

export const deploy = verb('deploy', {
  ...step,
  doc: 'Lets a service answer with a new image or model.',
  object: { type: stepResult('model'), doc: 'The image or model.', required: true },
  clauses: { to: clause(reference('service'), 'The service.', { required: true }), ...WHEN },
});

export const publish = verb('publish', {
  ...step,
  doc: 'Lets a service use a new index or table.',
  object: { type: stepResult(), doc: 'Step that built it.', required: true },
  clauses: { to: clause(reference('service'), 'The service.', { required: true }), ...WHEN },
});

export const shadowStep = verb('shadow', {
  ...step,
  doc: 'Sends a copy of the requests to a version for some time; its answers are compared and thrown away.',
  object: { type: stepResult('model'), doc: 'The version.', required: true },
  clauses: {
    on: clause(reference('service'), 'Service whose requests it gets.', { required: true }),
    for: clause(quantity('duration'), 'How long.', { required: true }),
  },
});

export const requireOfShadow = verb('require', {
  area: 'pipelines',
  doc: 'What must hold of the compared answers, or of what the index finds.',
  in: ['shadow', 'index'],
  object: { type: expression('metrics', 'a condition on figures'), doc: 'The condition.', required: true },
});

export const runsStep = verb('runs', {
  area: 'pipelines',
  doc: 'Machines that a step runs on.',
  in: ['resize', 'train', 'evaluate', 'join', 'validate', 'embed'],
  clauses: {
    on: clause(reference('cluster', 'pool', 'machine'), 'Cluster, pool or machine.', { required: true }),
  },
});

export const words: AreaWords = {
  verbs: [
    enrich,
    concat,
    resize,
    tokenize,
    embed,
    build,
    retrieve,
    diversify,
    merge,
    choose,
    packageModel,
    deploy,
    publish,
    shadowStep,
    requireOfShadow,
    runsStep,
  ],
};
