import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelFile, node, seededWeights, value, weight } from '../../models/onnx-writer.ts';

/** A model file with one float input and output of fixed shapes. */
export interface StudyModel {
  readonly title: string;
  readonly path: string;
  readonly input: string;
  readonly output: string;
  readonly shape: readonly number[];
  /** What p50 through Tenon over the C program may be. */
  readonly goal: number;
}

/** Models from ten microseconds to ten milliseconds a run, and one with an output of 4 MB. */
export function studyModels(folder: string): readonly StudyModel[] {
  const model = (
    title: string,
    name: string,
    file: Uint8Array,
    shape: readonly number[],
    goal: number,
  ): StudyModel => {
    const path = join(folder, `${name}.onnx`);
    writeFileSync(path, file);
    return { title, path, input: 'x', output: 'y', shape, goal };
  };
  return [
    model('layers 128-256-256-10, batch 1', 'small', layers(1, [128, 256, 256, 10]), [1, 128], 1.12),
    model('the same, batch 64', 'middle', layers(64, [128, 256, 256, 10]), [64, 128], 1.03),
    model(
      'layers 1024-1024-1024-1024, batch 64',
      'large',
      layers(64, [1024, 1024, 1024, 1024]),
      [64, 1024],
      1.03,
    ),
    model('x + x with an output of 4 MB', 'wide', doubled(1_048_576), [1, 1_048_576], 1.05),
  ];
}

/** Matrix products with relu between them; a text is the symbol of an open batch. */
export function layers(batch: number | string, widths: readonly number[]): Uint8Array {
  const random = seededWeights(5);
  const nodes: Uint8Array[] = [];
  const weights: Uint8Array[] = [];
  for (let index = 1; index < widths.length; index++) {
    const [from, to] = [widths[index - 1]!, widths[index]!];
    const isLast = index === widths.length - 1;
    weights.push(weight(`w${index}`, 'float32', [from, to], random(from * to, from)));
    nodes.push(
      node('MatMul', [index === 1 ? 'x' : `a${index - 1}`, `w${index}`], [isLast ? 'y' : `m${index}`]),
    );
    if (!isLast) nodes.push(node('Relu', [`m${index}`], [`a${index}`]));
  }
  return modelFile({
    name: 'layers',
    inputs: [value('x', 'float32', [batch, widths[0]!])],
    outputs: [value('y', 'float32', [batch, widths.at(-1)!])],
    nodes,
    weights,
  });
}

function doubled(width: number): Uint8Array {
  return modelFile({
    name: 'doubled',
    inputs: [value('x', 'float32', [1, width])],
    outputs: [value('y', 'float32', [1, width])],
    nodes: [node('Add', ['x', 'x'], ['y'])],
    weights: [],
  });
}
