import type { Choices } from './choices.ts';
import type { RandomPlatform } from './platform-part.ts';

/** Pictures, a network over them, a search for its parameters, and a chain that makes it smaller. */
export function randomOptimisation(choices: Choices, platform: RandomPlatform): string[] {
  const devices = platform.gpusOfTraining * platform.nodesOfTraining;
  const size = choices.one([32, 64, 224]);
  const classes = choices.many(2, 5, (index) => `kind_${index}`);
  const train = choices.whole(60, 80);
  const steps = [
    '  step graph = export eye to onnx { opset: 18, dynamic: [batch] }',
    '  step clean = simplify graph { fold_constants: on }',
    choices.sometimes()
      ? '  step small = quantise clean to fp16'
      : '  step small = quantise clean to int8 with pictures.calibrate { scheme: static, per_channel: on }',
    '  step plan  = compile small to openvino { streams: 4 }',
  ];
  return [
    `dataset pictures {
  format: images
  location: "s3://company-lake/pictures/"
  columns { picture_id : string key, place : string, kind : enum[${classes.join(', ')}] }
  split by place { train: ${train}%, eval: ${90 - train}%, calibrate: 10% }
}`,
    `model eye {
  artifact: torch("models/eye.pt")
  input  picture : float32[batch, 3, ${size}, ${size}]
  output scores : float32[batch, ${classes.length}]
}`,
    `training eye on pictures {
  framework: pytorch
  entrypoint: "train/eye.py"
  label: kind
  param learning_rate : float = 1e-3
  param layers : int in 2..8 = 4
  metrics [accuracy, loss]
}`,
    `search best_eye of eye {
  maximize accuracy on pictures.eval
  try learning_rate in 1e-5..1e-2 by log
  try layers in ${choices.whole(2, 4)}..${choices.whole(5, 8)}
  trials { total: ${choices.whole(20, 90)}, parallel: ${choices.whole(1, devices)}, timeout: 2h }
  runs on gpu_pool { gpus_per_node: 1 }
}`,
    `optimize small_eye from eye {
  baseline: eye
  require accuracy >= baseline.accuracy - 0.0${choices.whole(1, 5)}
${steps.join('\n')}
  on failure degrade to eye then alert oncall
}`,
  ];
}
