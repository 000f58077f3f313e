import type { Graph, GraphBody, GraphNode } from '../graph.ts';
import type { ValueSignature } from '../signature.ts';
import { FORM_RULES, type ShapeRule } from './form-rules.ts';
import { LAYER_RULES } from './layer-rules.ts';
import { countOf, MOST_VALUES, ofWeight, UNKNOWN, type NodeFacts, type ValueFacts } from './value-facts.ts';

const RULES: ReadonlyMap<string, ShapeRule> = new Map(Object.entries({ ...FORM_RULES, ...LAYER_RULES }));

/** Values of a graph, and of the graphs around it, by name. */
export class Scope {
  readonly #own = new Map<string, ValueFacts>();
  readonly #outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  get(name: string): ValueFacts | undefined {
    return name === '' ? undefined : (this.#own.get(name) ?? this.#outer?.get(name));
  }

  set(name: string, facts: ValueFacts): void {
    const { values } = facts;
    if (name === '') return;
    this.#own.set(
      name,
      values === undefined || isWhole(facts.shape, values) ? facts : { shape: facts.shape },
    );
  }
}

/** A list of places is made for each axis of a small tensor, so its shape has to be as small as it says. */
const isWhole = (shape: ValueFacts['shape'], values: readonly number[]): boolean =>
  shape !== undefined && values.length <= MOST_VALUES && values.length === countOf(shape);

/** What is done on the way through a graph. */
export interface GraphVisitor {
  /** Called for each node, in the order of the file, with what is known of its inputs and outputs. */
  node(facts: NodeFacts, outputs: readonly ValueFacts[]): void;
  /** Called instead for a node with bodies, which it goes through by `inferBody`; gives what is known of its outputs. */
  bodies(node: GraphNode, scope: Scope): readonly (ValueFacts | undefined)[];
}

export interface InferenceContext {
  readonly graph: Graph;
  /** Sizes that symbols were given. */
  readonly sizes: ReadonlyMap<string, number>;
}

/**
 * Goes through a graph or a body and computes the shape of each value from those that the scope holds, as far as rules
 * are known. Where they are not, the file's own note of a shape is taken.
 */
export function inferBody(
  body: GraphBody,
  scope: Scope,
  context: InferenceContext,
  visitor: GraphVisitor,
): void {
  for (const [name, weight] of body.initializers) scope.set(name, ofWeight(weight));
  for (const node of body.nodes) {
    const facts: NodeFacts = {
      node,
      opset: context.graph.signature.opsets[node.domain] ?? 0,
      input: (index) => scope.get(node.inputs[index] ?? ''),
    };
    const hasBodies = node.bodies.length > 0;
    const inferred = hasBodies ? visitor.bodies(node, scope) : inferNode(facts, context);
    const outputs = node.outputs.map((name, index) => {
      const known = inferred[index];
      return known?.shape?.every(isSize) === true
        ? known
        : { shape: notedShape(body.values.get(name), context.sizes) };
    });
    node.outputs.forEach((name, index) => scope.set(name, outputs[index] ?? UNKNOWN));
    if (!hasBodies) visitor.node(facts, outputs);
  }
}

function inferNode(facts: NodeFacts, { graph }: InferenceContext): readonly ValueFacts[] {
  const { operator, domain } = facts.node;
  // A function of the file's own may have the name of an operator and mean something else.
  if (graph.functions.has(`${domain}.${operator}`)) return [];
  try {
    return RULES.get(operator)?.(facts) ?? [];
  } catch (error) {
    // A broken graph names axes that its tensors do not have; whoever runs it will say so.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

const isSize = (size: number | undefined): boolean => Number.isSafeInteger(size) && (size as number) >= 0;

function notedShape(
  value: ValueSignature | undefined,
  sizes: ReadonlyMap<string, number>,
): readonly number[] | undefined {
  const shape = value?.shape?.map((size) => (typeof size === 'string' ? sizes.get(size) : size));
  return shape?.every((size): size is number => typeof size === 'number') === true ? shape : undefined;
}
