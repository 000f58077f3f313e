import type { Model, Port } from '../model/learning.ts';
import { printType, scalar, type DataType } from '../types/data-type.ts';
import { printShape } from '../types/shape-fit.ts';
import { castText } from './cast-text.ts';
import { count, header, lastName, sourceOf } from './data-facts.ts';
import type { Derivation } from './derivation.ts';
import { madeFrom } from './expression-facts.ts';
import type { Deriver, FactBook } from './fact-book.ts';
import { sourcedFact } from './value-facts.ts';

/** An input of a model: what the file asks for, and the features that fill it, position by position. */
export const input: Deriver = ({ qualifiedName }, book) => {
  const found = portOf('input', qualifiedName, book);
  if (!found) return undefined;
  const { port, owner } = found;
  const filled = port.features.map((ref, index) => positionFact(port, ref.qualifiedName, index, book));
  const from = port.from && book.derive(port.from);
  return {
    text: portText(port),
    because: becauseFilled(port),
    origin: port.origin,
    from: [
      ...filled.filter((each) => each !== undefined),
      ...(from ? [from] : []),
      ...tensorsOf(owner, port, book),
    ],
  };
};

export const output: Deriver = ({ qualifiedName }, book) => {
  const found = portOf('output', qualifiedName, book);
  if (!found) return undefined;
  const { port, owner } = found;
  const given = port.from && book.derive(port.from);
  const part = port.part === undefined ? '' : `.${port.part}`;
  const type = port.type.kind === 'unknown' ? typeGiven(port, book) : undefined;
  return {
    text: portText(port),
    ...(type ? { type: printType(type) } : {}),
    because: port.from
      ? `${lastName(port.from.qualifiedName)}${part} gives it.`
      : `${owner ? lastName(owner.qualifiedName) : 'The model'} gives it.`,
    origin: port.origin,
    from: [...(given ? [given] : []), ...tensorsOf(owner, port, book)],
  };
};

/** An output without a type of its own has that of what the step's model gives. */
function typeGiven({ from, part }: Port, book: FactBook): DataType | undefined {
  const step = from && book.find('step', from.qualifiedName);
  if (!step || !('serving' in step)) return undefined;
  const outputs = book.find('model', step.serving.model.qualifiedName)?.outputs ?? [];
  const given =
    part === undefined && outputs.length === 1 ? outputs[0] : outputs.find(({ name }) => name === part);
  return given && given.type.kind !== 'unknown' ? given.type : undefined;
}

function portOf(
  kind: 'input' | 'output',
  qualifiedName: string,
  book: FactBook,
): { port: Port; owner: Model | undefined } | undefined {
  const owner = sourceOf(qualifiedName);
  const model = book.find('model', owner);
  const service = book.find('service', owner);
  const ports = (each: Pick<Model, 'inputs' | 'outputs'> | undefined) =>
    (kind === 'input' ? each?.inputs : each?.outputs) ?? [];
  const own = ports(model).find((port) => port.qualifiedName === qualifiedName);
  if (own) return { port: own, owner: model };
  const served = ports(service).find((port) => port.qualifiedName === qualifiedName);
  return served && { port: served, owner: undefined };
}

export const portText = ({ kind, name, type }: Port): string =>
  `${kind} ${name}${type.kind === 'unknown' ? '' : ` : ${printType(type)}`}`;

/** Names under which people and exporters know the axis along which rows are put together. */
const BATCH = /^(batch\w*|bs|n)$/iu;

function becauseFilled(port: Port): string {
  const { type, features } = port;
  const shape = type.kind === 'tensor' ? type.shape : [];
  const batch = BATCH.test(String(shape[0])) ? ` Rows are put together along ${shape[0]}.` : '';
  if (features.length > 0)
    return `${count(features.length, 'feature')} fill${features.length === 1 ? 's' : ''} its last axis, in this order.${batch}`;
  if (port.from) return `${lastName(port.from.qualifiedName)} fills it.${batch}`;
  return `It is declared so, and whoever calls fills it.${batch}`;
}

/** One position of the last axis, with the cast from the feature to the element type of the tensor. */
function positionFact(port: Port, feature: string, index: number, book: FactBook): Derivation | undefined {
  return book.once({ kind: 'position', qualifiedName: `${port.qualifiedName}[${index}]` }, () => {
    const found = book.find('feature', feature);
    const from = book.derive({ kind: 'feature', qualifiedName: feature });
    const item: DataType | undefined = port.type.kind === 'tensor' ? scalar(port.type.item) : undefined;
    const cast = found && item && castText(found.type, item);
    return {
      text: `${port.name}[${index}] = ${lastName(sourceOf(feature))}.${lastName(feature)}`,
      ...(item ? { type: printType(item) } : {}),
      because: cast ?? 'It goes in as it is.',
      ...(port.features[index] ? { origin: port.features[index].origin } : {}),
      from: from ? [from] : [],
    };
  });
}

/** What the model's file says about the same input or output. */
function tensorsOf(model: Model | undefined, port: Port, book: FactBook): Derivation[] {
  if (model?.artifact?.format !== 'onnx') return [];
  const tensor = book.derive({ kind: 'tensor', qualifiedName: `${model.artifact.path.value}#${port.name}` });
  return tensor ? [tensor] : [];
}

/** A tensor of an ONNX file, `models/net.onnx#features`: its header says what it is. */
export const tensor: Deriver = ({ qualifiedName }, book) => {
  const [path = '', name = ''] = qualifiedName.split('#');
  const fact = book.model.facts.signature(path);
  if (!fact || 'problem' in fact) return undefined;
  const { inputs, outputs } = fact.signature;
  const own = [...inputs, ...outputs].find((each) => each.name === name);
  if (!own) return undefined;
  const kind = inputs.includes(own) ? 'input' : 'output';
  const users = book.model.all('model').filter((model) => model.artifact?.path.value === path);
  const [user] = users;
  return {
    text: `${kind} ${name} : ${printShape(own.dtype, own.shape ?? [])}`,
    because: `The header of ${path} says so.`,
    ...(user?.artifact ? { origin: user.artifact.path.origin } : {}),
    file: path,
    from: [],
  };
};

/** The same, asked for by itself: with the input or output that declares it, and all that this follows from. */
export const tensorAndPort: Deriver = ({ qualifiedName }, book) => {
  const found = tensor({ kind: 'tensor', qualifiedName }, book);
  const [path, name] = qualifiedName.split('#');
  const ports = book.model
    .all('model')
    .filter((each) => each.artifact?.path.value === path)
    .flatMap((each) => [...each.inputs, ...each.outputs])
    .filter((port) => port.name === name);
  return found && { ...found, from: book.deriveAll(ports) };
};

export const model: Deriver = (subject, book) => {
  const found = book.find('model', subject.qualifiedName);
  if (!found) return undefined;
  return {
    text: header(subject, book) ?? `model ${found.name}`,
    because: found.artifact
      ? `It is ${found.artifact.path.value} (${found.artifact.format}), with ${count(found.inputs.length, 'input')} and ${count(found.outputs.length, 'output')}.`
      : `It has ${count(found.inputs.length, 'input')} and ${count(found.outputs.length, 'output')}, and no file yet.`,
    origin: found.origin,
    ...(found.artifact ? { file: found.artifact.path.value } : {}),
    from: book.deriveAll([...found.inputs, ...found.outputs]),
  };
};

/** Its examples: the rows of its sources with their label, and the steps that give them. */
export const training: Deriver = (subject, book) => {
  const found = book.find('training', subject.qualifiedName);
  if (!found) return undefined;
  const label = found.label ? madeFrom(found.label, `${subject.qualifiedName}.label`, book) : [];
  const steps = book.model
    .all('pipeline')
    .flatMap((pipeline) => pipeline.steps)
    .filter((step) => 'training' in step && step.training.qualifiedName === subject.qualifiedName)
    .flatMap((step) => step.inputs.map((each) => each.step));
  const sources = found.on.map((ref) => lastName(ref.qualifiedName)).join(', ');
  return {
    text: header(subject, book) ?? `training ${found.name}`,
    because: [
      sources === '' ? 'Its examples are what its step gives it' : `Its examples are made from ${sources}`,
      found.label ? `, and their label is ${found.label.text}.` : '.',
    ].join(''),
    origin: found.origin,
    from: [...label, ...new Set(book.deriveAll(steps)), ...book.headlines(found.on)],
  };
};

/** Nodes times devices of each. */
export function worldSizeFact(
  qualifiedName: string,
  book: FactBook,
): Omit<Derivation, 'subject'> | undefined {
  const found = book.find('training', qualifiedName);
  if (!found) return undefined;
  const { runsOn, worldSize } = found;
  if (!runsOn) {
    return {
      text: `worldSize = ${worldSize}`,
      because: 'Nothing says what it runs on, so it is one process.',
      origin: found.origin,
      from: [],
    };
  }
  const nodes = sourcedFact(`${qualifiedName}.runs_on.nodes`, 'nodes', runsOn.nodes, book);
  const gpus = sourcedFact(
    `${qualifiedName}.runs_on.gpus_per_node`,
    'gpus_per_node',
    runsOn.gpusPerNode,
    book,
  );
  const each = runsOn.gpusPerNode.value;
  return {
    text: `worldSize = ${worldSize}`,
    because:
      each === 0
        ? `${count(runsOn.nodes.value, 'node')} without GPUs, each of which counts as one device.`
        : `${count(runsOn.nodes.value, 'node')} × ${count(each, 'GPU')} each.`,
    origin: runsOn.origin,
    from: [nodes, gpus],
  };
}
