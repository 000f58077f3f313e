import type { ModelSignature } from '../../language/index.ts';
import type { Choices } from './choices.ts';
import type { RandomPlatform } from './platform-part.ts';
import type { RandomSource, RandomView } from './data-part.ts';

export interface RandomLearning {
  readonly text: readonly string[];
  readonly path: string;
  readonly signature: ModelSignature;
}

/** A model over features, its training, and the pipeline from rows to a registered version. */
export function randomLearning(
  choices: Choices,
  rows: RandomSource,
  views: readonly RandomView[],
  platform: RandomPlatform,
): RandomLearning {
  const count = views.reduce((sum, view) => sum + view.features.length, 0);
  const path = 'models/net.onnx';
  const takes = `takes [${views.map(({ name }) => name).join(', ')}]`;
  const number = rows.columns.find(({ kind }) => kind === 'number')!.name;
  const label = rows.name.replace('table', 'outcome');
  return {
    path,
    signature: {
      inputs: [{ name: 'x', dtype: 'float32', shape: ['batch', count] }],
      outputs: [{ name: 'score', dtype: 'float32', shape: ['batch', 1] }],
    },
    text: [
      `bundle inputs { ${takes} }`,
      `model net {
  artifact: onnx("${path}")
  input  x : float32[batch, ${count}] from inputs
  output score : float32[batch, 1]
}`,
      randomTraining(choices, rows, label, platform),
      randomPipeline(choices, rows, number),
      'sink refused { format: parquet, location: "s3://company-lake/refused/" }',
    ],
  };
}

function randomTraining(
  choices: Choices,
  rows: RandomSource,
  label: string,
  platform: RandomPlatform,
): string {
  const nodes = choices.whole(1, platform.nodesOfTraining);
  const gpus = platform.gpusOfTraining;
  const isSpread = nodes * gpus > 1;
  const mesh = isSpread && choices.sometimes() ? `  mesh { data: ${nodes * gpus} }\n` : '';
  const strategy = isSpread ? '  strategy ddp { backend: nccl }\n' : '';
  return `training net on ${rows.name} {
  framework: pytorch
  entrypoint: "train/net.py"
  label: ${label}
  seed: ${choices.whole(1, 99)}
  runs on gpu_pool { nodes: ${nodes}, gpus_per_node: ${gpus} }
${mesh}${strategy}  optimizer adamw { learning_rate: ${choices.one(['1e-3', '3e-4', '5e-5'])} }
  checkpoint { every: ${choices.whole(5, 30)}m, keep: ${choices.whole(1, 5)}, to: lake }
}`;
}

function randomPipeline(choices: Choices, rows: RandomSource, number: string): string {
  const expectations = choices.some([
    `    expect not_null(${rows.key})`,
    `    expect ${number} in -1_000..1_000_000 severity warning`,
    `    expect unique(${rows.key}) severity warning`,
  ]);
  return `pipeline nightly {
  schedule: cron("${choices.whole(0, 59)} ${choices.whole(0, 23)} * * *", zone: "UTC")
  timeout: ${choices.whole(2, 9)}h
  step rows = read ${rows.name}
  step clean = validate rows {
${expectations.join('\n')}
    on failure isolate to refused
  }
  step examples = join clean with inputs
  step sets = split examples by ${rows.key} { train: 80%, eval: 20% }
  step fitted = train net on sets.train
  step report = evaluate fitted on sets.eval { require auc >= 0.${choices.whole(55, 95)} }
  step release = register fitted as net when report.passed
  on failure retry ${choices.whole(1, 3)} times backoff ${choices.one(['fixed', 'exponential'])} from 10s to 1m then alert oncall
}`;
}
