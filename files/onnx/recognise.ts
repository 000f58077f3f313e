import type { FileProblem } from './file-problem.ts';

/** Bytes at the start of a file that is commonly found where a model should be. */
interface Lookalike {
  readonly at: number;
  readonly magic: string;
  readonly what: string;
  readonly hint: string;
}

const exportFirst = 'Export the model to ONNX first.';
const lookalikes: readonly Lookalike[] = [
  { at: 4, magic: 'ORTM', what: 'an ORT-format model', hint: 'Give the .onnx file that it was made from.' },
  {
    at: 0,
    magic: 'PK\u0003\u0004',
    what: 'a ZIP archive (as PyTorch and Keras save them)',
    hint: exportFirst,
  },
  { at: 0, magic: '\u0089HDF', what: 'an HDF5 file', hint: exportFirst },
  { at: 0, magic: 'GGUF', what: 'a GGUF file', hint: exportFirst },
  { at: 4, magic: 'TFL3', what: 'a TensorFlow Lite model', hint: exportFirst },
  { at: 0, magic: '\u001f\u008b', what: 'a gzip archive', hint: 'Unpack it first.' },
  {
    at: 0,
    magic: '<',
    what: 'an HTML or XML page',
    hint: 'The download was probably refused: fetch it again.',
  },
  { at: 0, magic: '{', what: 'a JSON file', hint: exportFirst },
];

/** Enough bytes for every comparison in this file. */
export const recogniseBytes = 64;

/** Knows files by their first bytes that cannot be ONNX models. */
export function recognise(start: Uint8Array): FileProblem | undefined {
  const text = String.fromCharCode(...start);
  if (text.startsWith('version https://git-lfs')) {
    return {
      code: 'git-lfs-pointer',
      message: 'This is a Git LFS pointer, not the model itself.',
      hint: 'Run `git lfs pull` in its repository.',
    };
  }
  const found = lookalikes.find((lookalike) => text.startsWith(lookalike.magic, lookalike.at));
  if (found === undefined) return undefined;
  return {
    code: 'not-onnx',
    message: `This is ${found.what}, not an ONNX model.`,
    hint: found.hint,
    offset: 0,
  };
}
