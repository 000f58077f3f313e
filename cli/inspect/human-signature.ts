import type { Signature, ValueSignature } from '../../files/onnx/index.ts';
import { formatBytes } from '../../bench/verdict/quantity-format.ts';
import type { Colors } from '../terminal.ts';
import { showable } from '../report/display-width.ts';

/** What an ONNX file says about itself, as a short page. */
export function humanSignature(file: string, signature: Signature, colors: Colors): string {
  const {
    producer,
    irVersion,
    opsets,
    inputs,
    outputs,
    operators,
    parameters,
    weightBytes,
    initializers,
    externalData,
  } = signature;
  const sets = Object.entries(opsets).map(([domain, version]) => `${domain} ${version}`);
  const bytes = Object.values(weightBytes).reduce((sum, each) => sum + each, 0);
  const head = (title: string): string => colors.bold(title);
  const width = Math.max(0, ...[...inputs, ...outputs].map(({ name }) => name.length));
  const lines = [
    `${head(file)}  ${colors.dim(`graph ${signature.graphName || '(unnamed)'}, IR version ${irVersion}, ${sets.join(', ')}`)}`,
    `  made by ${`${producer.name} ${producer.version}`.trim() || 'an unknown program'}`,
    head('Inputs'),
    ...inputs.map((value) => `  ${printValue(value, width)}`),
    head('Outputs'),
    ...outputs.map((value) => `  ${printValue(value, width)}`),
    `${head('Weights')}  ${parameters.toLocaleString('en-US')} numbers in ${initializers} initializers, ${formatBytes(bytes)}`,
    ...Object.entries(weightBytes).map(([dtype, size]) => `  ${dtype.padEnd(10)} ${formatBytes(size)}`),
    ...externalData.map(
      ({ tensor, location, length }) => `  ${tensor}: ${formatBytes(length)} in ${location}`,
    ),
    head('Operators'),
    ...operatorLines(operators),
  ];
  return `${lines.map((line) => (colors.isColorSupported ? line : showable(line))).join('\n')}\n`;
}

function printValue({ name, kind, dtype, shape }: ValueSignature, width: number): string {
  const type =
    kind === 'tensor'
      ? `${dtype}${shape === undefined ? '[…]' : shape.length === 0 ? '' : `[${shape.map((size) => size ?? '?').join(', ')}]`}`
      : dtype;
  return `${name.padEnd(width)} : ${type}`;
}

/** Most frequent first; those of other domains with their domain. */
function operatorLines(operators: Signature['operators']): readonly string[] {
  return Object.entries(operators)
    .flatMap(([domain, counts]) =>
      Object.entries(counts).map(([name, count]) => ({
        name: domain === 'ai.onnx' || domain === '' ? name : `${domain}.${name}`,
        count,
      })),
    )
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .map(({ name, count }) => `  ${String(count).padStart(6)}  ${name}`);
}
