import type { ARTIFACT_FORMATS } from '../../../vocabulary/areas/models.ts';
import { model as modelWord } from '../../../vocabulary/areas/models.ts';
import { whereIs } from '../../../scoping/place.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable, isPlain } from '../../plain-value.ts';

/** Endings of files by the format that they mean; others mean nothing. */
const FORMATS: Readonly<Record<string, keyof typeof ARTIFACT_FORMATS>> = {
  '.onnx': 'onnx',
  '.pt': 'torch',
  '.pth': 'torch',
  '.ckpt': 'torch',
};

/** The word before the path says how the file is read. */
export const rule: Rule = {
  code: 'TN1504',
  name: 'artifact-format',
  summary: "The format of a model's file is not that of its ending.",
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(modelWord, (block, model, report) => {
      const element = model.own('model', block.symbol);
      const entry = block.entries('artifact').at(-1);
      const value = entry?.node.value;
      if (!element?.artifact || !entry || value?.$type !== 'Call') return;
      const { format, path } = element.artifact;
      const ending = /\.[a-z]+$/u.exec(path.value)?.[0] ?? '';
      const right = FORMATS[ending];
      if (right === undefined || right === format || path.value.includes('://')) return;
      report({
        message: `${path.value} is ${TITLES[right]} by its ending, and is to be read as ${TITLES[format] ?? format}.`,
        origin: path.origin,
        help: `Write ${right}("${path.value}"), or name the other file.`,
        ...fixable(
          isPlain(value.arguments[0]!.value, entry.in)
            ? {
                title: `Change to ${right}`,
                edits: [
                  { file: entry.in.reader.names.file.path, range: whereIs(value.callee), newText: right },
                ],
              }
            : undefined,
        ),
      });
    }),
  ],
  fixes: [replaceFix],
};

const TITLES: Readonly<Record<string, string>> = {
  onnx: 'an ONNX file',
  torch: 'a PyTorch checkpoint',
  huggingface: 'a model of the Hugging Face hub',
};
