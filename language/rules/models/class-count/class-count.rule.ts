import { trainedModel } from '../../../capacity/index.ts';
import type { Model, Port, Training } from '../../../model/learning.ts';
import { printType, type DataType } from '../../../types/data-type.ts';
import { isVerb, stepOf } from '../../pipelines/step-results.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';

/** A network that tells classes apart has one score for each. */
export const rule: Rule = {
  code: 'TN1506',
  name: 'class-count',
  summary: 'The output of a model has not as many scores as its label has classes.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('training', (training, model, report) => {
      const net = trainedModel(model, training);
      // What continues another model may well give it another last layer.
      if (net && training.of?.kind !== 'training') check(training, net, report);
    }),
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'register')) continue;
        const made = stepOf(pipeline, step.inputs[0]);
        const training = isVerb(made, 'train') ? model.element('training', made.training) : undefined;
        const net = model.element('model', step.as);
        if (!training || !net || trainedModel(model, training) === net) continue;
        check(training, net, report);
      }
    }),
  ],
  fixes: [replaceFix],
};

function check({ label, name }: Training, net: Model, report: SystemReport): void {
  if (label?.type.kind !== 'enum') return;
  const classes = label.type.values;
  const scores = net.outputs.flatMap((port) => scoresOf(port) ?? []);
  const fits = ({ count }: Scores): boolean =>
    count === classes.length || (classes.length === 2 && count === 1);
  const [only] = scores;
  if (!only || scores.length > 1 || fits(only)) return;
  const { port, type } = only;
  const right = printType({ ...type, shape: [...type.shape.slice(0, -1), classes.length] });
  report({
    message: `output ${port.name} of ${net.name} has ${only.count} scores, and the label of ${name} has ${classes.length} classes (${classes.join(', ')}).`,
    origin: port.typeOrigin ?? port.origin,
    help: 'One score for each class, in the order in which they are declared.',
    related: [{ origin: label.origin, message: 'The label stands here.' }],
    ...(port.typeOrigin
      ? { data: { replacements: [replace(`Change the type to ${right}`, port.typeOrigin, right)] } }
      : {}),
  });
}

interface Scores {
  readonly port: Port;
  readonly type: Extract<DataType, { kind: 'tensor' }>;
  readonly count: number;
}

/** Scores of one row: a tensor of floats with two axes, the last one of a fixed size. */
function scoresOf(port: Port): Scores | undefined {
  const { type } = port;
  const count = type.kind === 'tensor' && type.shape.length === 2 ? type.shape[1] : undefined;
  return type.kind === 'tensor' && type.item.startsWith('float') && typeof count === 'number'
    ? { port, type, count }
    : undefined;
}
