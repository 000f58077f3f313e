import type { SignaturePort } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** Inputs and outputs of a model file that a text names; undefined when the text names none. */
export function describeSignature(path: string, { project }: ModelFile): string | undefined {
  const fact = project.facts.signature(path);
  if (!fact) return undefined;
  if ('problem' in fact) return `**${path}**\n\n${fact.problem.message}`;
  const { inputs, outputs } = fact.signature;
  const lines = [
    ...inputs.map((port) => `input  ${port.name} : ${typeOf(port)}`),
    ...outputs.map((port) => `output ${port.name} : ${typeOf(port)}`),
  ];
  return `**${path}**\n\n\`\`\`tenon\n${lines.join('\n')}\n\`\`\``;
}

const typeOf = ({ dtype, shape }: SignaturePort): string =>
  shape ? `${dtype}[${shape.map((size) => size ?? '?').join(', ')}]` : dtype;
