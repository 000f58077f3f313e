import type { ModelSignature, SignaturePort } from '../../../project/facts.ts';
import type { Model, Port } from '../../../model/learning.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import { printType, type DataType } from '../../../types/data-type.ts';
import { misfit, printShape } from '../../../types/shape-fit.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';

/** Declared tensors are held against those of the ONNX file: names, element types, numbers of axes, sizes. */
export const rule: Rule = {
  code: 'TN1502',
  name: 'artifact-tensors',
  summary: "A declared input or output differs from the model's ONNX file.",
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('model', (model, { facts }, report) => {
      if (model.artifact?.format !== 'onnx') return;
      const fact = facts.signature(model.artifact.path.value);
      if (fact && 'signature' in fact) checkModel(model, model.artifact.path.value, fact.signature, report);
    }),
  ],
  fixes: [replaceFix],
};

function checkModel(model: Model, file: string, signature: ModelSignature, report: SystemReport): void {
  const sizes = new Map<string, { readonly size: number; readonly port: Port }>();
  for (const direction of ['inputs', 'outputs'] as const) {
    const real = signature[direction];
    for (const port of model[direction]) {
      const match = real.find(({ name }) => name === port.name);
      if (match === undefined) reportUnknown(model, port, real, file, report);
      else {
        checkTensor(port, match, file, report);
        bindSymbols(port, match, file, sizes, report);
      }
    }
    reportMissing(model, direction, real, file, report);
  }
}

function reportUnknown(
  model: Model,
  port: Port,
  real: readonly SignaturePort[],
  file: string,
  report: SystemReport,
): void {
  const declared = new Set(
    [...model.inputs, ...model.outputs].filter(({ kind }) => kind === port.kind).map(({ name }) => name),
  );
  const free = real.map(({ name }) => name).filter((name) => !declared.has(name));
  const suggestion = suggest(port.name, free) ?? (free.length === 1 ? free[0] : undefined);
  report({
    message: `${file} has no ${port.kind} called ${port.name}.`,
    origin: port.nameOrigin ?? port.origin,
    help: suggestion === undefined ? `It has ${list(real)}.` : `Did you mean ${suggestion}?`,
    ...(suggestion === undefined || port.nameOrigin === undefined
      ? {}
      : {
          data: {
            replacements: [replace(`Change to ${suggestion}`, port.nameOrigin, quoteName(suggestion), true)],
          },
        }),
  });
}

/** Names that are no words of the language stand in backticks. */
const quoteName = (name: string): string => (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `\`${name}\``);

function checkTensor(port: Port, real: SignaturePort, file: string, report: SystemReport): void {
  const { type } = port;
  if (type.kind !== 'tensor' && type.kind !== 'scalar') return;
  const written = type.kind === 'tensor' ? type.item : type.name;
  const shape = type.kind === 'tensor' ? type.shape : [];
  const problem = difference(port, written, shape, real, file);
  if (problem === undefined) return;
  const right =
    real.shape &&
    printShape(
      real.dtype,
      real.shape.map((size) => (typeof size === 'string' ? symbolName(size) : (size ?? 'any'))),
    );
  const place = port.typeOrigin;
  report({
    message: problem,
    origin: place ?? port.origin,
    ...(right === undefined ? {} : { help: `The file has ${right}.` }),
    ...(right === undefined || place === undefined
      ? {}
      : { data: { replacements: [replace(`Change the type to ${right}`, place, right, true)] } }),
  });
}

/** Symbols of a file may hold anything (`batch_size + 1`); here they become words. */
const symbolName = (symbol: string): string => symbol.replaceAll(/\W+/g, '_').replace(/^(?=\d)|^$/, 'n');

function difference(
  port: Port,
  dtype: string,
  shape: Extract<DataType, { kind: 'tensor' }>['shape'],
  real: SignaturePort,
  file: string,
): string | undefined {
  const subject = `${port.kind} ${port.name}`;
  if (dtype !== real.dtype) return `${subject} is ${dtype} here, and ${real.dtype} in ${file}.`;
  const wrong = real.shape && misfit(shape, real.shape);
  if (wrong === undefined) return undefined;
  if (wrong.misfit === 'rank')
    return `${subject} has ${axes(wrong.left)} here, and ${wrong.right} in ${file}.`;
  return `Axis ${wrong.axis + 1} of ${subject} has size ${wrong.left} here, and ${wrong.right} in ${file}.`;
}

const axes = (count: number): string => `${count} ${count === 1 ? 'axis' : 'axes'}`;

/** A symbol stands for one size in all tensors of a model; the file may say which. */
function bindSymbols(
  port: Port,
  real: SignaturePort,
  file: string,
  sizes: Map<string, { readonly size: number; readonly port: Port }>,
  report: SystemReport,
): void {
  if (port.type.kind !== 'tensor' || port.type.shape.length !== real.shape?.length) return;
  for (const [axis, symbol] of port.type.shape.entries()) {
    const size = real.shape[axis];
    if (typeof symbol !== 'string' || typeof size !== 'number') continue;
    const known = sizes.get(symbol);
    const origin = port.typeOrigin ?? port.origin;
    if (known === undefined) {
      sizes.set(symbol, { size, port });
      report({
        message: `${symbol} is always ${size}: axis ${axis + 1} of ${port.kind} ${port.name} has that size in ${file}.`,
        origin,
        severity: 'information',
        help: `Write ${size}, or export the model with an open axis.`,
      });
    } else if (known.size !== size) {
      report({
        message: `${symbol} can't be both ${known.size} and ${size}: ${file} has ${printType(known.port.type)} for ${known.port.name} with ${known.size}, and ${port.name} with ${size}.`,
        origin,
        help: 'Give the axes different names.',
        related: [
          { origin: known.port.typeOrigin ?? known.port.origin, message: `Here ${symbol} is ${known.size}.` },
        ],
      });
    }
  }
}

/** Inputs that nobody declared can't be filled; outputs may be left out. */
function reportMissing(
  model: Model,
  direction: 'inputs' | 'outputs',
  real: readonly SignaturePort[],
  file: string,
  report: SystemReport,
): void {
  const declared = new Set(model[direction].map(({ name }) => name));
  const missing = real.filter(({ name }) => !declared.has(name));
  // A wrong name has been reported with the right one; and a model may declare no tensors at all.
  const misnamed = model[direction].some(({ name }) => !real.some((port) => port.name === name));
  if (missing.length === 0 || misnamed || declared.size === 0) return;
  const kind = direction.slice(0, -1);
  report({
    message: `${file} also has the ${missing.length === 1 ? kind : direction} ${missing.map(({ name }) => name).join(', ')}.`,
    origin: model.artifact!.path.origin,
    severity: direction === 'inputs' ? 'error' : 'information',
    help: `Declare ${missing.map((port) => `${kind} ${port.name} : ${printShape(port.dtype, port.shape ?? [])}`).join(' and ')}.`,
  });
}

const list = (ports: readonly SignaturePort[]): string => ports.map(({ name }) => name).join(', ') || 'none';
