import { servingTime } from '../../capacity/index.ts';
import type { Ref } from '../../model/element.ts';
import type { Expression, ExpressionNode } from '../../model/expression.ts';
import type { Claim } from '../../model/operations.ts';
import { compareText, type Origin } from '../../model/origin.ts';
import type { Quantity } from '../../types/quantity.ts';
import type { ModelView } from '../model-view.ts';
import { durationText } from '../duration-text.ts';

/** `latency.p99 < 20ms`: a figure, and on which side of which limit it is. */
export interface Bound {
  /** Equal for the same figure. */
  readonly figure: string;
  readonly side: 'below' | 'above';
  readonly limit: number;
  /** The limit itself is left out. */
  readonly open: boolean;
  /** A limit with a dimension is never compared with one of another; shares and plain numbers are alike. */
  readonly dimension: string;
  readonly text: string;
  readonly origin: Origin;
}

/** What the model itself says of a figure. */
export interface Fact extends Bound {
  /** Says what kind of fact it is: "credit_api promises latency.p99 < 300ms". */
  readonly says: string;
  /** It is what somebody keeps to; otherwise it is what can't be helped. */
  readonly isPromise: boolean;
}

export function boundOf({
  root,
  text,
  origin,
}: Pick<Expression, 'root' | 'text' | 'origin'>): Bound | undefined {
  if (root.node !== 'binary') return undefined;
  const { operator } = root;
  const figure = figureOf(root.left);
  const limit = limitOf(root.right);
  if (figure === undefined || limit === undefined) return undefined;
  if (operator !== '<' && operator !== '<=' && operator !== '>' && operator !== '>=') return undefined;
  return {
    figure,
    side: operator.startsWith('<') ? 'below' : 'above',
    ...limit,
    open: operator.length === 1,
    text,
    origin,
  };
}

/** Whether a figure that keeps to the first always keeps to the second. */
export function implies(fact: Bound, claim: Bound): boolean {
  if (fact.side !== claim.side) return false;
  if (fact.limit === claim.limit) return fact.open || !claim.open;
  return fact.side === 'below' ? fact.limit < claim.limit : fact.limit > claim.limit;
}

/** Whether no figure keeps to both. */
export function excludes(a: Bound, b: Bound): boolean {
  if (a.side === b.side) return false;
  const [below, above] = a.side === 'below' ? [a, b] : [b, a];
  return below.limit < above.limit || (below.limit === above.limit && (below.open || above.open));
}

/** What is known of the figure of a claim, from its subject and from what its proof may use. */
export function factsFor(claim: Claim, bound: Bound, model: ModelView): readonly Fact[] {
  const named = new Map([...(claim.of ? [claim.of] : []), ...claim.uses].map((ref) => [keyOf(ref), ref]));
  return [...named.values()]
    .sort((a, b) => compareText(keyOf(a), keyOf(b)))
    .flatMap((ref) => factsOf(ref, model))
    .filter((fact) => fact.figure === bound.figure && fact.dimension === bound.dimension);
}

const keyOf = ({ kind, qualifiedName }: Ref): string => `${kind} ${qualifiedName}`;

function factsOf(ref: Ref, model: ModelView): Fact[] {
  if (ref.kind === 'service') return serviceFacts(ref, model);
  if (ref.kind === 'pipeline') return pipelineFacts(ref, model);
  return [];
}

function serviceFacts(ref: Ref, model: ModelView): Fact[] {
  const service = model.element('service', ref);
  if (!service) return [];
  const { name } = service;
  const promises = service.objectives.flatMap(({ expression }): Fact[] => {
    const bound = boundOf(expression);
    return bound ? [{ ...bound, says: `${name} promises ${bound.text}`, isPromise: true }] : [];
  });
  const wait = servingTime(service).batchWait.result?.value ?? 0;
  const waits = [...new Set(promises.map(({ figure }) => figure)), 'latency.p99', 'latency.max']
    .filter((figure) => wait > 0 && figure.startsWith('latency'))
    .map((figure): Fact => {
      const text = `${figure} >= ${durationText(wait)}`;
      const says = `requests to ${name} wait up to ${durationText(wait)} for a batch to fill`;
      const { origin } = service;
      return {
        figure,
        side: 'above',
        limit: wait,
        open: false,
        dimension: 'duration',
        text,
        origin,
        says,
        isPromise: false,
      };
    });
  return [...promises, ...waits, ...timeoutFact(name, service.timeout)];
}

function pipelineFacts(ref: Ref, model: ModelView): Fact[] {
  const pipeline = model.element('pipeline', ref);
  if (!pipeline) return [];
  const gates = pipeline.steps.flatMap((step) =>
    step.verb === 'evaluate' && 'requirements' in step
      ? step.requirements.flatMap((requirement): Fact[] => {
          const bound = boundOf(requirement);
          if (!bound) return [];
          const says = `step ${step.name} of ${pipeline.name} asks for ${bound.text}`;
          return [{ ...bound, says, isPromise: true }];
        })
      : [],
  );
  return [...gates, ...timeoutFact(pipeline.name, pipeline.timeout)];
}

function timeoutFact(
  name: string,
  timeout: { readonly value: Quantity; readonly origin: Origin } | undefined,
): Fact[] {
  if (!timeout) return [];
  const text = `latency.max <= ${timeout.value.text}`;
  return [
    {
      figure: 'latency.max',
      side: 'below',
      limit: timeout.value.value,
      // What is still going on then is ended.
      open: true,
      dimension: 'duration',
      text,
      origin: timeout.origin,
      says: `${name} may take ${timeout.value.text}`,
      isPromise: true,
    },
  ];
}

function figureOf(node: ExpressionNode): string | undefined {
  switch (node.node) {
    case 'measure':
    case 'word':
    case 'column':
      return node.name;
    case 'feature':
      return node.feature.qualifiedName;
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return String(node.value);
    case 'quantity':
      return node.quantity.text;
    case 'call': {
      const parts = node.arguments.map(figureOf);
      return parts.includes(undefined) ? undefined : `${node.function}(${parts.join(', ')})`;
    }
    default:
      return undefined;
  }
}

function limitOf(node: ExpressionNode): Pick<Bound, 'limit' | 'dimension'> | undefined {
  if (node.node === 'number') return { limit: node.value, dimension: 'ratio' };
  return node.node === 'quantity'
    ? { limit: node.quantity.value, dimension: node.quantity.dimension }
    : undefined;
}
