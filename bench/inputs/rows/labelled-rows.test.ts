import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openProject } from '../../../cli/open-project.ts';
import type { System } from '../../../language/index.ts';
import { fillTensors } from '../fill-tensors.ts';
import { describeInputs } from '../knowledge/describe-inputs.ts';
import { trainingOf } from '../knowledge/training-of.ts';
import { signatureOf, tensor } from '../testing/signature.ts';
import { readLabelledRows } from './labelled-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon labels 标签 '));
afterAll(() => rmSync(folder, { recursive: true }));

const TEXT = `package pictures

source drawings {
  format: jsonl
  location: "drawings.jsonl"
  schema {
    id    : int64 key
    image : list[uint8]
    label : enum[zero, one, two]
  }
}
training reader_net on drawings {
  framework: pytorch
  entrypoint: "train.py"
  label: label
}
model digits {
  artifact: onnx("digits.onnx")
  input  image : uint8[batch, 2, 2]
  output shares : float32[batch, 3]
}
model brighten {
  artifact: onnx("brighten.onnx")
  input  pixels : uint8[batch, 2, 2]
  output image : uint8[batch, 2, 2]
}
pipeline nightly {
  step rows   = read drawings
  step sets   = split rows by id { train: 80%, eval: 20% }
  step net    = train reader_net on sets.train
  step report = evaluate net on sets.eval { require accuracy >= 0.9 }
  step done   = register net as digits when report.passed
}
`;
const ENSEMBLE = `
service reader on triton {
  input pixels : uint8[batch, 2, 2]
  step image  = run brighten on pixels { instances: 1 on cpu, batch 1..8 }
  step answer = run digits on image { instances: 1 on cpu, batch 1..8 }
  output shares : float32[batch, 3] from answer
}
`;
const rows = [
  { id: 1, image: [1, 2, 3, 4], label: 'two' },
  { id: 2, image: [5, 6, 7, 8], label: 'zero' },
  { id: 3, image: [9, 9, 9, null], label: 'one' },
  { id: 4, image: [9, 9, 9, 9], label: null },
];

async function project(text: string): Promise<System> {
  writeFileSync(join(folder, 'tenon.json'), '{ "language": 1 }');
  writeFileSync(join(folder, 'train.py'), '');
  writeFileSync(join(folder, 'pictures.tenon'), text);
  writeFileSync(join(folder, 'drawings.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
  const opened = await openProject(folder, { cwd: folder, signal: new AbortController().signal });
  if ('problem' in opened) throw new Error(opened.problem.message);
  const resolved = opened.opened.project.resolve(undefined);
  if ('problem' in resolved) throw new Error(resolved.problem.message);
  return resolved.system;
}

describe('the training of a model', () => {
  const signature = signatureOf(tensor('image', 'uint8', ['batch', 2, 2]));
  const model = 'pictures.digits';

  it('is the one that a pipeline registers, with the metric that it requires', async () => {
    const system = await project(TEXT);
    expect(trainingOf(system, model)).toMatchObject({
      training: { name: 'reader_net' },
      metrics: ['accuracy'],
    });
    const read = await readLabelledRows(signature, { system, model, project: folder, file: '', batch: 2 });
    if (!('rows' in read)) throw new Error(read.why);
    // The third picture has a hole, the fourth no label.
    expect(read.rows).toMatchObject({ labels: [2, 0], kind: 'class', metrics: ['accuracy'], parts: 1 });
    const [pixels] = fillTensors(read.rows.plan.tensors, 1n);
    expect(pixels).toMatchObject({ shape: [2, 2, 2], data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) });
    read.rows.dispose();
  });

  it('says nothing of an input that another model makes', async () => {
    const system = await project(TEXT + ENSEMBLE);
    expect(describeInputs(system, model)).toEqual({ inputs: {} });
    const read = await readLabelledRows(signature, { system, model, project: folder, file: '', batch: 2 });
    expect(read).toEqual({ why: 'Input image is not filled by features or a column.' });
  });

  it('whose label is a text of no enumeration gives none', async () => {
    const system = await project(TEXT.replace('enum[zero, one, two]', 'string'));
    const read = await readLabelledRows(signature, { system, model, project: folder, file: '', batch: 2 });
    expect(read).toEqual({ why: 'The label label cannot be computed from a row: two is no number.' });
  });
});
