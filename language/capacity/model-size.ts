import type { Model } from '../model/learning.ts';
import type { ModelSignature } from '../project/facts.ts';
import type { ModelView } from '../rules/model-view.ts';
import { model as modelWord } from '../vocabulary/areas/models.ts';
import { weightBytes } from './element-bytes.ts';
import { known, notKnown, work, type NotKnown, type Term, type Given } from './working.ts';
import { writtenNumber, writtenWord } from './written.ts';

/** Size and form of a neural network, from its declaration or the header of its file. */
export interface ModelSize {
  /** Number of weights. */
  readonly parameters: Term | NotKnown;
  /** Bytes of the file's weights by element type; undefined when no file was read. */
  readonly fileWeights: Readonly<Record<string, number>> | undefined;
  /** Element type of the weights as declared. */
  readonly dtype: string | undefined;
  readonly layers: Term | NotKnown;
  /** Width of the residual stream. */
  readonly hidden: Given;
  readonly heads: Term | NotKnown;
  /** Heads that keep keys and values; those of queries when nothing else is said. */
  readonly kvHeads: Given;
  readonly headSize: Given;
  /** Width inside the feed-forward part of a layer. */
  readonly feedForward: Term | NotKnown;
  /** Longest sequence in tokens. */
  readonly context: Term | NotKnown;
}

export function modelSize(view: ModelView, model: Model): ModelSize {
  const block = view.block(modelWord, model);
  const number = (name: string, called: string, example: string): Term | NotKnown => {
    const found = writtenNumber(block, name, { called: `${called} of ${model.name}`, example });
    return 'declare' in found ? { ...found, declare: `${name}: ${example} in model ${model.name}` } : found;
  };
  const file = signatureOf(view, model);
  const layers = number('layers', 'layers', '32');
  const heads = number('heads', 'attention heads', '32');
  const declaredHidden = number('hidden', 'width', '4096');
  const declaredHeadSize = number('head_size', 'size of a head', '128');
  const declaredKvHeads = number('kv_heads', 'heads for keys and values', '8');
  const parameters = number('parameters', 'parameters', '7B');
  return {
    parameters:
      'declare' in parameters && file?.parameters !== undefined
        ? known(`parameters of ${model.name}`, file.parameters, 'parameters', {
            because: `the header of ${model.artifact!.path.value}`,
            origin: model.artifact!.path.origin,
          })
        : parameters,
    fileWeights: file?.weightBytes,
    dtype: writtenWord(block, 'dtype'),
    layers,
    heads,
    hidden: 'declare' in declaredHidden ? fromHeads(declaredHidden, heads, declaredHeadSize) : declaredHidden,
    headSize:
      'declare' in declaredHeadSize ? ofWidth(declaredHeadSize, declaredHidden, heads) : declaredHeadSize,
    kvHeads: 'declare' in declaredKvHeads ? sameAsHeads(heads, declaredKvHeads) : declaredKvHeads,
    feedForward: number('feed_forward', 'width of the feed-forward part', '11008'),
    context: number('context', 'longest sequence', '4096'),
  };
}

/** Bytes of one weight as declared or as the file has it for most of its weights. */
export function bytesPerWeight(size: ModelSize, model: Model): Term | NotKnown {
  const { dtype } = size;
  const declared = dtype === undefined ? undefined : weightBytes(dtype);
  if (declared !== undefined)
    return known(`bytes of a weight`, declared, 'B', { because: `dtype is ${dtype}` });
  const name = `element type of the weights of ${model.name}`;
  return notKnown(name, 'nothing in the model says it', `dtype: bf16 in model ${model.name}`);
}

function signatureOf(view: ModelView, { artifact }: Model): ModelSignature | undefined {
  const fact = artifact?.format === 'onnx' ? view.facts.signature(artifact.path.value) : undefined;
  return fact && 'signature' in fact ? fact.signature : undefined;
}

const DEFINITION = 'Vaswani et al. 2017, section 3.2.2: the heads divide the width';

const fromHeads = (missing: NotKnown, heads: Given, headSize: Given): Given => {
  const product = work(
    { title: 'Width', formula: 'a × d', unit: '', source: DEFINITION },
    { a: heads, d: headSize },
    ({ a, d }) => a * d,
  );
  return product.result ? product : missing;
};

const ofWidth = (missing: NotKnown, hidden: Given, heads: Given): Given => {
  const quotient = work(
    { title: 'Size of a head', formula: 'h / a', unit: '', source: DEFINITION },
    { h: hidden, a: heads },
    ({ h, a }) => h / a,
  );
  return quotient.result ? quotient : missing;
};

/** Without grouped queries each head has keys and values of its own, and the vocabulary takes that as the default. */
const sameAsHeads = (heads: Term | NotKnown, missing: NotKnown): Term | NotKnown =>
  'declare' in heads
    ? missing
    : { ...heads, name: missing.name, because: 'as many as there are heads when it is not written' };
