import type { Attribute, GraphBody, GraphNode, Weight } from './graph.ts';
import { Malformed } from './malformed.ts';
import { domainName } from './model-walk.ts';
import { bytesWire, eachField, expectWire, varintWire, type Field, textField } from './protobuf.ts';
import type { ValueSignature } from './signature.ts';
import { walkTensor } from './tensor-walk.ts';
import { walkValue } from './value-walk.ts';
import type { Walk, Window } from './window.ts';

/** Numbers that a tensor may have to be read: shapes and axes have fewer, tables and kernels more. */
const SMALL = 64;

const MOST_NODES = 1_000_000;

interface MutableBody extends GraphBody {
  readonly nodes: GraphNode[];
  readonly initializers: Map<string, Weight>;
  readonly values: Map<string, ValueSignature>;
  readonly outputs: string[];
}

/** What a walk over the graph collects. */
export class GraphFacts {
  body: GraphBody = newBody();
  readonly functions = new Set<string>();
  nodes = 0;
}

const newBody = (): MutableBody => ({
  nodes: [],
  initializers: new Map(),
  values: new Map(),
  outputs: [],
});

/** Walks a `ModelProto` for its nodes; what `readSignature` has not refused has the fields that this expects. */
export function* walkGraphOf(window: Window, facts: GraphFacts): Walk<void> {
  yield* eachField(window, window.size, 0, (field) => {
    if (field.number !== 7 && field.number !== 25) return undefined;
    expectWire(field, bytesWire);
    if (field.number === 25) return walkFunction(window, field.end, facts);
    return (function* () {
      facts.body = yield* walkBody(window, field.end, 1, facts);
    })();
  });
}

function* walkBody(window: Window, end: number, nesting: number, facts: GraphFacts): Walk<GraphBody> {
  const body = newBody();
  yield* eachField(window, end, nesting, (field) => {
    switch (field.number) {
      case 1:
        expectWire(field, bytesWire);
        return (function* () {
          body.nodes.push(yield* walkNode(window, field.end, nesting + 1, facts));
        })();
      case 5:
        expectWire(field, bytesWire);
        return (function* () {
          const { name, ...weight } = yield* walkWeight(window, field.end, nesting + 1);
          body.initializers.set(name, weight);
        })();
      case 11:
      case 12:
      case 13:
        expectWire(field, bytesWire);
        return (function* () {
          const value = yield* walkValue(window, field.end);
          body.values.set(value.name, value);
          if (field.number === 12) body.outputs.push(value.name);
        })();
      default:
        return undefined;
    }
  });
  return body;
}

function* walkWeight(window: Window, end: number, nesting: number): Walk<Weight & { readonly name: string }> {
  const { name, dtype, dimensions, values } = yield* walkTensor(window, end, nesting, SMALL);
  return values === undefined ? { name, dtype, dimensions } : { name, dtype, dimensions, values };
}

function* walkNode(window: Window, end: number, nesting: number, facts: GraphFacts): Walk<GraphNode> {
  if (++facts.nodes > MOST_NODES) {
    throw new Malformed('limit', `The graph has more than ${MOST_NODES} nodes`, window.position, end);
  }
  let operator = '';
  let domain = '';
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, Attribute>();
  const bodies: GraphBody[] = [];
  let listedFloats = 0;
  yield* eachField(window, end, nesting, (field) => {
    switch (field.number) {
      case 1:
        return textField(window, field, (name) => inputs.push(name));
      case 2:
        return textField(window, field, (name) => outputs.push(name));
      case 4:
        return textField(window, field, (name) => (operator = name));
      case 5:
        expectWire(field, bytesWire);
        return (function* () {
          listedFloats += yield* walkAttribute(window, field.end, nesting + 1, attributes, bodies, facts);
        })();
      case 7:
        return textField(window, field, (name) => (domain = name));
      default:
        return undefined;
    }
  });
  return { operator, domain: domainName(domain), inputs, outputs, attributes, bodies, listedFloats };
}

/** Reads an `AttributeProto`; gives how many floats its list holds. */
function* walkAttribute(
  window: Window,
  end: number,
  nesting: number,
  into: Map<string, Attribute>,
  bodies: GraphBody[],
  facts: GraphFacts,
): Walk<number> {
  let name = '';
  let value: Attribute | undefined;
  const integers: number[] = [];
  let floats = 0;
  yield* eachField(window, end, nesting, (field) => {
    switch (field.number) {
      case 1:
        return textField(window, field, (read) => (name = read));
      case 2:
        return (function* () {
          if (field.end - field.start !== 4) return;
          const bytes = yield* window.bytes(field.end);
          value = new DataView(bytes.buffer).getFloat32(0, true);
        })();
      case 3:
        expectWire(field, varintWire);
        value = field.value;
        return undefined;
      case 4:
        // A text may be a whole table of words; the short ones are modes.
        return field.end - field.start > 1024
          ? undefined
          : textField(window, field, (read) => (value = read));
      case 5:
        expectWire(field, bytesWire);
        return (function* () {
          const { name: _name, ...weight } = yield* walkWeight(window, field.end, nesting + 1);
          value = weight;
        })();
      case 6:
      case 11:
        expectWire(field, bytesWire);
        return (function* () {
          bodies.push(yield* walkBody(window, field.end, nesting + 1, facts));
        })();
      case 7:
        // Four bytes each, packed or one by one; they are counted only.
        floats += (field.end - field.start) / 4;
        return undefined;
      case 8:
        return walkIntegers(window, field, integers);
      default:
        return undefined;
    }
  });
  if (integers.length > 0) into.set(name, integers);
  else if (value !== undefined) into.set(name, value);
  return floats;
}

function walkIntegers(window: Window, field: Field, into: number[]): Walk<void> | undefined {
  if (into.length >= SMALL) return undefined;
  if (field.wire === varintWire) {
    into.push(field.value);
    return undefined;
  }
  expectWire(field, bytesWire);
  return (function* () {
    while (window.position < field.end && into.length < SMALL) {
      const count = Math.min(10, field.end - window.position);
      if (!window.holds(count)) yield* window.fill(count);
      into.push(window.varint(field.end));
    }
  })();
}

/** Reads the name of a `FunctionProto`. */
function* walkFunction(window: Window, end: number, facts: GraphFacts): Walk<void> {
  let name = '';
  let domain = '';
  yield* eachField(window, end, 1, (field) => {
    if (field.number === 1) return textField(window, field, (read) => (name = read));
    if (field.number === 10) return textField(window, field, (read) => (domain = read));
    return undefined;
  });
  facts.functions.add(`${domainName(domain)}.${name}`);
}
