import { bytesWire, eachField, expectWire, varintWire, type Field, textField } from './protobuf.ts';
import type { ExternalTensor, Signature, ValueSignature } from './signature.ts';
import { walkTensor } from './tensor-walk.ts';
import { walkValue } from './value-walk.ts';
import type { Walk, Window } from './window.ts';

/** What has been collected so far: also of use when the walk ends early, to tell a cut file from no model. */
export class ModelFacts {
  irVersion: number | undefined;
  hasGraph = false;
  producerName = '';
  producerVersion = '';
  graphName = '';
  initializers = 0;
  parameters = 0;
  readonly opsets = new Map<string, number>();
  readonly inputs: ValueSignature[] = [];
  readonly outputs: ValueSignature[] = [];
  readonly operators = new Map<string, Map<string, number>>();
  readonly initializerNames = new Set<string>();
  readonly weightBytes = new Map<string, number>();
  readonly externalData: ExternalTensor[] = [];

  signature(): Signature {
    const operators = [...this.operators].map(([domain, counts]) => [domain, sorted(counts)] as const);
    return {
      irVersion: this.irVersion ?? 0,
      opsets: sorted(this.opsets),
      producer: { name: this.producerName, version: this.producerVersion },
      graphName: this.graphName,
      inputs: this.inputs.filter((input) => !this.initializerNames.has(input.name)),
      outputs: this.outputs,
      operators: Object.fromEntries(operators),
      initializers: this.initializers,
      parameters: this.parameters,
      weightBytes: sorted(this.weightBytes),
      externalData: this.externalData,
    };
  }
}

/** Walks a `ModelProto`, the root of every ONNX file. */
export function* walkModel(window: Window, facts: ModelFacts): Walk<void> {
  yield* eachField(window, window.size, 0, (field) => {
    switch (field.number) {
      case 1:
        expectWire(field, varintWire);
        facts.irVersion = field.value;
        return undefined;
      case 2:
        return textField(window, field, (name) => (facts.producerName = name));
      case 3:
        return textField(window, field, (version) => (facts.producerVersion = version));
      case 7:
        expectWire(field, bytesWire);
        facts.hasGraph = true;
        return walkGraph(window, field.end, facts);
      case 8:
        expectWire(field, bytesWire);
        return walkOpset(window, field.end, facts);
      default:
        return undefined;
    }
  });
}

function* walkOpset(window: Window, end: number, facts: ModelFacts): Walk<void> {
  let domain = '';
  let version = 0;
  yield* eachField(window, end, 1, (field) => {
    if (field.number === 1) return textField(window, field, (name) => (domain = name));
    if (field.number === 2) {
      expectWire(field, varintWire);
      version = field.value;
    }
    return undefined;
  });
  facts.opsets.set(domainName(domain), version);
}

function* walkGraph(window: Window, end: number, facts: ModelFacts): Walk<void> {
  yield* eachField(window, end, 1, (field) => {
    switch (field.number) {
      case 1:
        expectWire(field, bytesWire);
        return walkNode(window, field.end, facts);
      case 2:
        return textField(window, field, (name) => (facts.graphName = name));
      case 5:
        expectWire(field, bytesWire);
        return addTensor(window, field.end, 2, facts);
      case 11:
        return value(window, field, facts.inputs);
      case 12:
        return value(window, field, facts.outputs);
      case 15:
        expectWire(field, bytesWire);
        return walkSparse(window, field.end, facts);
      default:
        return undefined;
    }
  });
}

function* walkNode(window: Window, end: number, facts: ModelFacts): Walk<void> {
  let operator = '';
  let domain = '';
  yield* eachField(window, end, 2, (field) => {
    if (field.number === 4) return textField(window, field, (name) => (operator = name));
    if (field.number === 7) return textField(window, field, (name) => (domain = name));
    return undefined;
  });
  const key = domainName(domain);
  let counts = facts.operators.get(key);
  if (counts === undefined) facts.operators.set(key, (counts = new Map<string, number>()));
  counts.set(operator, (counts.get(operator) ?? 0) + 1);
}

/** A `SparseTensorProto` keeps its values, with the initializer's name, in field 1. */
function* walkSparse(window: Window, end: number, facts: ModelFacts): Walk<void> {
  yield* eachField(window, end, 2, (field) => {
    if (field.number !== 1) return undefined;
    expectWire(field, bytesWire);
    return addTensor(window, field.end, 3, facts);
  });
}

function* addTensor(window: Window, end: number, nesting: number, facts: ModelFacts): Walk<void> {
  const tensor = yield* walkTensor(window, end, nesting);
  facts.initializers++;
  facts.parameters += tensor.elements;
  facts.initializerNames.add(tensor.name);
  facts.weightBytes.set(tensor.dtype, (facts.weightBytes.get(tensor.dtype) ?? 0) + tensor.bytes);
  if (tensor.external !== undefined) facts.externalData.push(tensor.external);
}

function* value(window: Window, field: Field, into: ValueSignature[]): Walk<void> {
  expectWire(field, bytesWire);
  into.push(yield* walkValue(window, field.end));
}

export function domainName(domain: string): string {
  return domain === '' ? 'ai.onnx' : domain;
}

/** Sorted, so that the order of nodes and weights in the file does not show. */
function sorted(map: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
