import {
  anything,
  boolean,
  call,
  expression,
  integer,
  list,
  name,
  number,
  path,
  quantity,
  range,
  reference,
  text,
  word,
} from '../value-type.ts';
import { clause, noun, property, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';

const FRAMEWORKS = {
  sklearn: 'scikit-learn.',
  pytorch: 'PyTorch, with a training loop of your own.',
  lightning: 'PyTorch Lightning, which brings the training loop.',
  tensorflow: 'TensorFlow with Keras.',
  jax: 'JAX, and what is built on it.',
  lightgbm: 'LightGBM: gradient-boosted trees.',
  xgboost: 'XGBoost: gradient-boosted trees.',
} as const;

const TRAINING_EVENTS = {
  failure: 'The training program ends with an error.',
  preemption: 'A machine is taken away.',
  timeout: 'It takes longer than it may.',
} as const;

const FREE = { type: anything(), doc: 'A setting, handed on as it is.' } as const;

export const training = noun('training', {
  area: 'training',
  doc: 'How a model is trained: the program, its examples and label, and the machines. The program is called by the training contract.',
  in: ['file', 'environment'],
  clauses: {
    of: clause(reference('model', 'training'), 'Model that is trained or continued.'),
    on: clause(
      list(reference('source', 'dataset', 'features', 'bundle')),
      'Rows that the examples come from; the label is an expression over their columns.',
    ),
  },
  properties: {
    framework: property(word(FRAMEWORKS), 'Library that the program uses; its packages are installed.'),
    entrypoint: property(path(), 'The training program, relative to the project folder.'),
    label: property(
      expression('rows', 'an expression over the columns'),
      'What is to be learnt, such as `arr_delay > 15`. Rows for which it is null are left out.',
    ),
    seed: property(integer({ min: 0 }), 'Start of all random numbers.', { default: '0' }),
    timeout: property(quantity('duration'), 'Longest time that it may take.'),
    precision: property(
      word({ fp32: '32 bits.', fp16: '16 bits.', bf16: '16 bits with a wide range.', fp8: '8 bits.' }),
      'Precision of the computation.',
    ),
    recompute: property(
      word({ none: 'Nothing.', layer: 'Each layer.', selective: 'What is cheap.' }),
      'Which activations are computed again to save memory.',
    ),
    method: property(name('the name of a method'), 'Method of training, such as dpo.'),
    reference: property(reference('training', 'model'), 'What the result is compared with while training.'),
    beta: property(number({ min: 0 }), 'Strength of the comparison.'),
    teacher: property(
      reference('model'),
      'Model whose answers the trained one learns to give: distillation.',
    ),
    temperature: property(number({ min: 0 }), 'How much the answers of the teacher are softened.', {
      default: '1',
    }),
    experiment: property(reference('experiment'), 'Experiment that each run is recorded under.'),
    code: property(
      call({
        git: 'git("https://git.example.org/team/repo", revision: "3f1c9a2"): a commit of a repository.',
      }),
      'Version of the code that is run; the project as it is when it is not written.',
    ),
    objective: property(anything('what is minimised'), 'What is minimised.'),
    horizon: property(quantity('duration'), 'How far a forecast reaches.'),
  },
  events: TRAINING_EVENTS,
  names: { eval: 'Figures of the evaluation so far, such as eval.loss and eval.best_loss.' },
});

export const runsTraining = verb('runs', {
  area: 'training',
  doc: 'The machines: nodes of a pool and GPUs of each. Their product is the world size.',
  in: ['training', 'search'],
  clauses: {
    on: clause(reference('pool', 'machine', 'cluster'), 'Pool, machine or cluster.', { required: true }),
  },
  properties: {
    nodes: property(integer({ min: 1 }), 'Number of machines.', { default: '1' }),
    gpus_per_node: property(integer({ min: 0 }), 'Number of GPUs that are used of each machine.', {
      default: '0',
    }),
    queue: property(
      text('the name of a queue'),
      'Queue of the scheduler in which the run waits for machines.',
    ),
    priority: property(
      word({
        low: 'It gives way to others.',
        normal: 'In the order of arrival.',
        high: 'It goes before others, and may take their machines away.',
      }),
      'Who goes first when there are not enough machines.',
      { default: 'normal' },
    ),
  },
});

export const hyperParameters = verb('hyper_parameters', {
  area: 'training',
  doc: 'Numbers and words for the training program, by name.',
  in: ['training'],
  settings: { type: anything('a value', { kinds: ['param', 'let'], open: true }), doc: 'A hyper-parameter.' },
});

export const metrics = verb('metrics', {
  area: 'training',
  doc: 'Figures that the training program reports.',
  in: ['training'],
  object: { type: list(name('the name of a figure')), doc: 'The figures.', required: true },
});

export const batchOfTraining = verb('batch', {
  area: 'training',
  doc: 'How many examples go into one step of the optimizer.',
  in: ['training'],
  properties: {
    global: property(integer({ min: 1 }), 'Over all devices.'),
    per_gpu: property(integer({ min: 1 }), 'On each device at a time.'),
    accumulate: property(
      integer({ min: 1 }),
      'How many batches a device goes through before the optimizer takes a step; derived from the others when it is not written.',
    ),
    sequence: property(integer({ min: 1 }), 'Length of each example.'),
  },
});

export const strategy = noun('strategy', {
  area: 'training',
  doc: 'One way to spread the training over devices. Several are combined in a mesh.',
  in: ['training'],
  choices: {
    ddp: 'Data parallel: each device has the whole model and a part of the batch.',
    fsdp: 'Data parallel, with the weights divided among the devices.',
    zero: 'Data parallel, with the state of the optimizer divided, and from stage 2 and 3 on gradients and weights.',
    pipeline: 'Each device has some of the layers.',
    tensor: 'Each layer is divided among the devices.',
    expert: 'Each device has some of the experts.',
    sequence: 'Each example is divided among the devices.',
    parameter_server: 'Servers hold the weights, workers compute gradients.',
  },
  settings: FREE,
});

export const optimizer = noun('optimizer', {
  area: 'training',
  doc: 'The optimizer, by name, with its settings.',
  in: ['training'],
  choices: {
    sgd: 'Stochastic gradient descent.',
    adam: 'Adam: a step size for each weight.',
    adamw: 'Adam with decoupled weight decay.',
    lion: 'Lion: only the sign of the momentum counts.',
    lamb: 'LAMB, for large batches.',
    adagrad: 'Adagrad: smaller steps for what has moved much.',
    rmsprop: 'RMSprop: steps over a moving mean of squares.',
    adafactor: 'Adafactor, with little memory.',
  },
  settings: FREE,
});

export const loss = noun('loss', {
  area: 'training',
  doc: 'The loss, by name, with its settings.',
  in: ['training'],
  choices: {
    cross_entropy: 'Cross entropy between classes.',
    binary_cross_entropy: 'Cross entropy of a probability.',
    mse: 'Mean squared error.',
    mae: 'Mean absolute error.',
    huber: 'Squared near zero, absolute beyond.',
    contrastive: 'Pairs that belong together are drawn together.',
    focal: 'Cross entropy in which easy examples count less.',
    dice: 'One minus the overlap of two areas.',
    ctc: 'Connectionist temporal classification: the order of symbols without their times.',
    kl_divergence: 'Divergence of the answers from those of a teacher.',
    quantile: 'Quantiles of the value.',
  },
  settings: FREE,
});

export const checkpoint = noun('checkpoint', {
  area: 'training',
  doc: 'When the state is saved, how many copies are kept, and where.',
  in: ['training', 'pipeline'],
  name: 'none',
  properties: {
    every: property(quantity('duration'), 'Time between two copies.'),
    keep: property(integer({ min: 1 }), 'How many copies are kept.'),
    to: property(reference('bucket', 'sink'), 'Where they are put.'),
    sharded: property(boolean(), 'Each device writes its own part.', { default: 'off' }),
    blocking: property(boolean(), 'The training waits until the copy is written.', { default: 'on' }),
  },
});

export const mesh = noun('mesh', {
  area: 'training',
  doc: 'How many devices each axis has; their product is the world size.',
  in: ['training'],
  name: 'none',
  settings: { type: integer({ min: 1 }), doc: 'Number of devices along an axis, such as data: 4.' },
});

export const sync = noun('sync', {
  area: 'training',
  doc: 'What is synchronised between devices, how and how often.',
  in: ['training'],
  name: 'none',
  properties: {
    gradients: property(
      word({
        all_reduce: 'Everyone gets the sum.',
        reduce_scatter: 'Each one gets its part of the sum.',
        parameter_server: 'By servers.',
      }),
      'How gradients are summed.',
    ),
    parameters: property(
      word({
        broadcast: 'The first device gives them to all when the run begins.',
        all_gather: 'Each layer is put together from its parts before it is used.',
        average: 'Each device trains for itself, and their mean is taken every so many steps.',
      }),
      'How weights are kept alike.',
    ),
    checkpoints: property(
      word({
        first: 'The first device of each replica writes for all.',
        together: 'All devices write their parts, and the copy counts when the last one has.',
      }),
      'Who writes a checkpoint.',
    ),
    every: property(integer({ min: 1 }), 'Steps between two synchronisations.'),
    timeout: property(quantity('duration'), 'How long one waits for the others.'),
  },
});

export const elastic = noun('elastic', {
  area: 'training',
  doc: 'Between which numbers of nodes the run may shrink and grow.',
  in: ['training'],
  name: 'none',
  properties: {
    nodes: property(range({ min: 1 }), 'Fewest and most nodes.', { required: true }),
    rescale: property(name('an axis of the mesh'), 'Axis that shrinks and grows.'),
  },
});

export const adapter = noun('adapter', {
  area: 'training',
  doc: 'A small trainable part on a frozen model.',
  in: ['training'],
  choices: {
    lora: 'Low-rank updates of weights.',
    qlora: 'The same on a quantised model.',
    prefix: 'Trained prefixes.',
  },
  settings: FREE,
});

export const backtest = noun('backtest', {
  area: 'training',
  doc: 'Repeated evaluation on earlier periods.',
  in: ['training'],
  name: 'none',
  properties: {
    folds: property(integer({ min: 1 }), 'Number of periods.', { required: true }),
    gap: property(quantity('duration'), 'Time that is left out between training and evaluation.'),
  },
});

export const fineTune = noun('fine_tune', {
  area: 'training',
  doc: 'A short training after a change of the model.',
  in: ['prune', 'quantise', 'distil'],
  name: 'none',
  settings: FREE,
});

export const mix = noun('mix', {
  area: 'training',
  doc: 'Weights of the parts of a loss.',
  in: ['training', 'loss', 'distil'],
  name: 'none',
  settings: { type: anything('a weight'), doc: 'A part and its weight.' },
});

export const search = noun('search', {
  area: 'training',
  doc: 'A search for the best parameters of a training.',
  in: ['file', 'environment'],
  clauses: { of: clause(reference('training'), 'Training whose parameters are tried.', { required: true }) },
  properties: {
    method: property(anything('a method, such as bayesian(startup: 12)'), 'How the next trial is chosen.'),
    seed: property(integer({ min: 0 }), 'Start of all random numbers.', { default: '0' }),
    description: property(text(), 'What is looked for.'),
  },
  events: TRAINING_EVENTS,
  names: { best: 'Figures of the best trial so far, such as best.ndcg.' },
});

export const trials = noun('trials', {
  area: 'training',
  doc: 'How many trials a search makes, and how many at a time.',
  in: ['search'],
  name: 'none',
  properties: {
    total: property(integer({ min: 1 }), 'Number of trials.', { required: true }),
    parallel: property(integer({ min: 1 }), 'How many run at a time.', { default: '1' }),
    timeout: property(quantity('duration'), 'Longest time of one trial.'),
  },
});

export const words: AreaWords = {
  nouns: [
    training,
    strategy,
    optimizer,
    loss,
    checkpoint,
    mesh,
    sync,
    elastic,
    adapter,
    backtest,
    fineTune,
    mix,
    search,
    trials,
  ],
  verbs: [runsTraining, hyperParameters, metrics, batchOfTraining],
};
