import { formatBytes } from '../../bench/verdict/quantity-format.ts';
import type { Signature, ValueSignature } from '../../files/onnx/index.ts';
import { showable } from '../report/display-width.ts';
import type { Colors } from '../terminal.ts';
import type { Inspection } from './inspection.ts';

/** What an ONNX file says about itself, as a short page. */
export function humanInspection(inspection: Inspection, colors: Colors): string {
  const { file, bytes, producer, irVersion, opsets, graphName, inputs, outputs } = inspection;
  const sets = Object.entries(opsets).map(([domain, version]) => `${domain} ${version}`);
  const head = (title: string): string => colors.bold(title);
  const width = Math.max(0, ...[...inputs, ...outputs].map(({ name }) => name.length));
  const lines = [
    `${head(file)}  ${colors.dim(`${formatBytes(bytes)}, graph ${graphName || '(unnamed)'}, IR version ${irVersion}, ${sets.join(', ')}`)}`,
    `  made by ${`${producer.name} ${producer.version}`.trim() || 'an unknown program'}`,
    head('Inputs'),
    ...inputs.map((value) => `  ${printValue(value, width)}${limitOf(inspection, value, colors)}`),
    head('Outputs'),
    ...outputs.map((value) => `  ${printValue(value, width)}`),
    ...batchLines(inspection, head),
    ...weightLines(inspection, head),
    head('Operators'),
    ...operatorLines(inspection),
    ...flopLines(inspection, head, colors),
    ...providerLines(inspection, head, colors),
  ];
  return `${lines.map((line) => (colors.isColorSupported ? line : showable(line))).join('\n')}\n`;
}

type Head = (title: string) => string;

function printValue({ name, kind, dtype, shape }: ValueSignature, width: number): string {
  const type =
    kind === 'tensor'
      ? `${dtype}${shape === undefined ? '[…]' : shape.length === 0 ? '' : `[${shape.map((size) => size ?? '?').join(', ')}]`}`
      : dtype;
  return `${name.padEnd(width)} : ${type}`;
}

function limitOf({ inputLimits }: Inspection, { name }: ValueSignature, colors: Colors): string {
  const limit = inputLimits[name];
  return limit === undefined ? '' : colors.dim(`  ${limit.why}`);
}

function batchLines({ batchAxis }: Inspection, head: Head): readonly string[] {
  if (batchAxis === null)
    return [`${head('Batch')}  no input has a free first axis: one item, or a fixed number, at a time`];
  const { dimension, inputs, confidence } = batchAxis;
  const where = `"${dimension}", the first axis of ${inputs.join(', ')}`;
  return [`${head('Batch')}  ${confidence === 'sure' ? where : `probably ${where}`}`];
}

function weightLines(inspection: Inspection, head: Head): readonly string[] {
  const { parameters, initializers, weightBytes, constants, attributeFloats, externalFiles } = inspection;
  const bytes = Object.values(weightBytes).reduce((sum, each) => sum + each, 0);
  return [
    `${head('Weights')}  ${grouped(parameters)} numbers in ${initializers} initializers, ${formatBytes(bytes)}`,
    ...Object.entries(weightBytes).map(([dtype, size]) => `  ${dtype.padEnd(10)} ${formatBytes(size)}`),
    ...(constants.nodes > 0
      ? [`  ${grouped(constants.numbers)} more numbers in ${constants.nodes} Constant nodes`]
      : []),
    ...Object.entries(attributeFloats).map(
      ([operator, count]) => `  ${grouped(count)} more numbers in the attributes of ${operator}`,
    ),
    ...externalFiles.map(
      ({ location, tensors, bytes: size }) =>
        `  external: ${formatBytes(size)} of ${tensors} tensors in ${location}`,
    ),
  ];
}

/** Most frequent first; those of other domains with their domain. */
function operatorLines({ operators, bodyOperators, functions }: Inspection): readonly string[] {
  const inside = Object.entries(bodyOperators);
  const line = ({ name, count }: { name: string; count: number }): string =>
    `  ${String(count).padStart(6)}  ${name}`;
  return [
    ...countsOf(operators).map(line),
    ...(inside.length === 0
      ? []
      : [`  in the bodies of If, Loop and Scan:`, ...inside.map(([name, count]) => line({ name, count }))]),
    ...(functions.length === 0 ? [] : [`  functions of the file's own: ${functions.join(', ')}`]),
  ];
}

const countsOf = (operators: Signature['operators']): readonly { name: string; count: number }[] =>
  Object.entries(operators)
    .flatMap(([domain, counts]) =>
      Object.entries(counts).map(([name, count]) => ({
        name: domain === 'ai.onnx' || domain === '' ? name : `${domain}.${name}`,
        count,
      })),
    )
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));

function flopLines({ flops }: Inspection, head: Head, colors: Colors): readonly string[] {
  if (flops === null) return [`${head('Arithmetic')}  not estimated: the inputs have no concrete shapes`];
  const shapes = Object.entries(flops.shapes).map(([name, shape]) => `${name}[${shape.join(', ')}]`);
  const { assumed, unknown, notes, byOperator, counted } = flops;
  if (counted === 0 && unknown.length === 0)
    return [
      `${head('Arithmetic')}  none that is counted: no products, convolutions, attention or recurrent layers`,
    ];
  const top = byOperator
    .slice(0, 4)
    .map(({ operator, flops: each, nodes }) => `${operator} ${formatFlops(each)} in ${nodes}`);
  return [
    `${head('Arithmetic')}  about ${formatFlops(flops.flops)} a run ${colors.dim('(static estimate: 2 for each multiply-add of products, convolutions, attention and recurrent layers)')}`,
    `  for ${shapes.join(', ')}`,
    ...(top.length === 0 ? [] : [`  ${top.join(', ')}`]),
    ...(unknown.length === 0
      ? []
      : [
          `  not counted, because their shapes are not known: ${unknown.map(({ operator, nodes }) => `${nodes} ${operator}`).join(', ')}`,
        ]),
    ...notes.map((note) => `  ${note}`),
    ...(assumed.length === 0
      ? []
      : [`  assumed: ${assumed.join(', ')}; give them with --size ${assumed[0]}=…`]),
  ];
}

function providerLines({ providers }: Inspection, head: Head, colors: Colors): readonly string[] {
  const width = Math.max(...providers.map(({ provider }) => provider.length));
  return [
    `${head('Providers')}  ${colors.dim('by operator names alone; types and shapes may still be refused, and only `tenon bench` proves where a node runs')}`,
    ...providers.flatMap(({ provider, supported, nodes, missing, source, taken }) => {
      const names = missing.slice(0, 5).map(({ operator }) => operator);
      const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
      const rest = missing.length === 0 ? '' : `; not listed: ${names.join(', ')}${more}`;
      return [
        `  ${provider.padEnd(width)}  ${supported} of ${nodes} nodes${rest}`,
        colors.dim(`  ${' '.repeat(width)}  listed in ${source} (taken ${taken})`),
      ];
    }),
  ];
}

const grouped = (count: number): string => count.toLocaleString('en-US');

/** Three digits with the unit that fits: `564 MFLOP`. */
function formatFlops(flops: number): string {
  const units = ['FLOP', 'kFLOP', 'MFLOP', 'GFLOP', 'TFLOP', 'PFLOP'];
  const step = flops < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(flops) / 3));
  return `${Number((flops / 1000 ** step).toPrecision(3))} ${units[step]}`;
}
