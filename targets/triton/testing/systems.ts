import type { DataType } from '../../../language/types/data-type.ts';
import { parseQuantity, type Quantity } from '../../../language/types/quantity.ts';
import type { Model, Port } from '../../../language/model/learning.ts';
import type { Origin, Sourced } from '../../../language/model/origin.ts';
import type { Deployment } from '../../../language/model/release.ts';
import type { EnsembleStep, Service, Serving, Share } from '../../../language/model/service.ts';
import type { System, SystemElement } from '../../../language/model/system.ts';
import type { FileFacts, ModelSignature, TargetResult } from '../../kit/target.ts';
import { createView } from '../../kit/system-view.ts';
import { originAt } from '../../kit/testing/samples.ts';
import { target } from '../target.ts';

export type { Share };

/** Small resolved models, built by hand, for tests of single decisions; whole ones are in `cases`. */
const PACKAGE = 'shop';
let nextLine = 0;

export const at = (element: string, property?: string): Origin =>
  originAt(nextLine++, `${PACKAGE}.${element}`, property === undefined ? {} : { property });

export const given = <T>(value: T, property: string, element = 'api'): Sourced<T> => ({ value, origin: at(element, property) });

export function quantity(text: string): Quantity {
  const result = parseQuantity(text);
  if ('problem' in result) throw new Error(result.problem);
  return result.quantity;
}

/** `float32[batch, 3]` */
export function tensor(text: string): DataType {
  const [, item, axes] = /^(\w+)\[(.*)\]$/.exec(text) ?? [];
  const shape = (axes ?? '').split(',').map((axis) => axis.trim()).filter((axis) => axis !== '');
  return {
    kind: 'tensor',
    nullable: false,
    item: item as Extract<DataType, { kind: 'tensor' }>['item'],
    shape: shape.map((axis) => (/^\d+$/.test(axis) ? Number(axis) : axis)),
  };
}

export const port = (kind: 'input' | 'output', owner: string, name: string, type: string, more: Partial<Port> = {}): Port => ({
  kind,
  name,
  qualifiedName: `${PACKAGE}.${owner}.${name}`,
  type: tensor(type),
  features: [],
  origin: at(`${owner}.${name}`),
  ...more,
});

export const model = (name: string, inputs: Record<string, string>, outputs: Record<string, string>): Model => ({
  kind: 'model',
  name,
  qualifiedName: `${PACKAGE}.${name}`,
  origin: at(name),
  artifact: { format: 'onnx', path: given(`models/${name}.onnx`, 'artifact', name) },
  inputs: Object.entries(inputs).map(([input, type]) => port('input', name, input, type)),
  outputs: Object.entries(outputs).map(([output, type]) => port('output', name, output, type)),
});

export const serving = (of: string, more: Partial<Serving> = {}): Serving => ({
  model: { kind: 'model', qualifiedName: `${PACKAGE}.${of}`, origin: at('api', 'serves') },
  platform: 'triton',
  origin: at('api', 'serves'),
  ...more,
});

export const batch = (min: number, max: number, within?: string): Pick<Serving, 'batching'> => ({
  batching: {
    min: given(min, 'serves.batch'),
    max: given(max, 'serves.batch'),
    ...(within === undefined ? {} : { within: given(quantity(within), 'serves.batch') }),
  },
});

export const instances = (count: number, on: 'gpu' | 'cpu'): Pick<Serving, 'instances'> => ({
  instances: { count: given(count, 'serves.instances'), on: given(on, 'serves.instances') },
});

export const service = (name: string, more: Partial<Service> = {}): Service => ({
  kind: 'service',
  name,
  qualifiedName: `${PACKAGE}.${name}`,
  origin: at(name),
  serves: [],
  inputs: [],
  outputs: [],
  steps: [],
  objectives: [],
  traffic: [],
  limits: [],
  monitors: [],
  recoveries: [],
  ...more,
});

export const step = (name: string, takes: readonly string[], of: Serving): EnsembleStep => ({
  kind: 'step',
  name,
  qualifiedName: `${PACKAGE}.api.${name}`,
  origin: at(`api.${name}`),
  serving: of,
  takes: takes.map((take) => {
    const [from, output] = take.split('.');
    return { name: from!, origin: at(`api.${name}`), ...(output === undefined ? {} : { output }) };
  }),
});

export const stepRef = (name: string): NonNullable<Port['from']> => ({
  kind: 'step',
  qualifiedName: `${PACKAGE}.api.${name}`,
  origin: at(`api.${name}`),
});

/** Files whose signatures are those that the models declare, unless others are given. */
export function filesOf(elements: readonly SystemElement[], more: Record<string, ModelSignature> = {}): FileFacts {
  const signatures = new Map<string, ModelSignature>(Object.entries(more));
  for (const element of elements) {
    if (element.kind !== 'model' || !element.artifact || signatures.has(element.artifact.path.value)) continue;
    signatures.set(element.artifact.path.value, signatureOf(element));
  }
  return { exists: (path) => signatures.has(path), signature: (path) => signatures.get(path) };
}

export function signatureOf({ inputs, outputs }: Pick<Model, 'inputs' | 'outputs'>): ModelSignature {
  const ports = (list: readonly Port[]): ModelSignature['inputs'] =>
    list.flatMap(({ name, type }) => (type.kind === 'tensor' ? [{ name, dtype: type.item, shape: type.shape }] : []));
  return { inputs: ports(inputs), outputs: ports(outputs) };
}

/** Generates from a deployment that uses every service. */
export function generate(elements: readonly SystemElement[], files: FileFacts = filesOf(elements)): TargetResult {
  const services = elements.filter((element) => element.kind === 'service');
  const deployment: Deployment = {
    kind: 'deployment',
    name: 'prod',
    qualifiedName: `${PACKAGE}.prod`,
    origin: at('prod'),
    uses: services.map(({ qualifiedName }) => ({ kind: 'service', qualifiedName, origin: at('prod', 'uses') })),
    emit: [{ target: 'triton', origin: at('prod', 'emit') }],
  };
  const system: System = {
    elements: [...elements, deployment].sort((a, b) => (a.qualifiedName < b.qualifiedName ? -1 : 1)),
  };
  const { view, diagnostics } = createView(system, deployment, target.manifest);
  const result = target.transform(view, { deployment, files });
  return { files: result.files, diagnostics: [...diagnostics, ...result.diagnostics] };
}

export function fraud(more: Partial<Serving> = {}, ofService: Partial<Service> = {}): readonly SystemElement[] {
  return [
    model('fraud_net', { features: 'float32[batch, 3]' }, { score: 'float32[batch, 1]' }),
    service('api', {
      serves: [serving('fraud_net', { ...instances(2, 'gpu'), ...batch(1, 32, '2ms'), ...more })],
      ...ofService,
    }),
  ];
}

/** Preprocessing and classifier in one service, as examples/digits has it. */
export function digits(normalise: Partial<Serving> = {}, classify: Partial<Serving> = batch(1, 64, '2ms')): readonly SystemElement[] {
  return [
    model('normalise', { pixels: 'uint8[batch, 8, 8]' }, { image: 'float32[batch, 1, 8, 8]' }),
    model('digits', { image: 'float32[batch, 1, 8, 8]' }, { probabilities: 'float32[batch, 10]' }),
    service('api', {
      inputs: [port('input', 'api', 'pixels', 'uint8[batch, 8, 8]')],
      outputs: [port('output', 'api', 'probabilities', 'float32[batch, 10]', { from: stepRef('scores') })],
      steps: [
        step('image', ['pixels'], serving('normalise', { ...instances(1, 'cpu'), ...normalise })),
        step('scores', ['image'], serving('digits', { ...instances(2, 'cpu'), ...classify })),
      ],
    }),
  ];
}
