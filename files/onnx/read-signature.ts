import type { ByteSource } from '../bytes/byte-source.ts';
import type { FileProblem } from './file-problem.ts';
import { Malformed } from './malformed.ts';
import { ModelFacts, walkModel } from './model-walk.ts';
import { recognise, recogniseBytes } from './recognise.ts';
import type { Signature } from './signature.ts';
import { Window, type Walk } from './window.ts';

/**
 * Reads an ONNX file's signature without its weights: a few kilobytes of a file of any size. A file that is
 * no sound model gives a problem; only an aborted `signal` makes it throw (the signal's reason).
 */
export async function readSignature(
  source: ByteSource,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<{ signature: Signature } | { problem: FileProblem }> {
  if (source.size === 0) return { problem: empty };
  const facts = new ModelFacts();
  try {
    const stranger = recognise(await source.read(0, Math.min(recogniseBytes, source.size)));
    if (stranger !== undefined) return { problem: stranger };
    await drive(source, walkModel(new Window(source.size), facts), options.signal);
  } catch (error) {
    options.signal?.throwIfAborted();
    return { problem: error instanceof Malformed ? explain(error, facts, source.size) : unreadable(error) };
  }
  const gap = missingPart(facts, source.size);
  return gap === undefined ? { signature: facts.signature() } : { problem: gap };
}

/** The walk is synchronous and asks for bytes; this loop fetches them, so that only reads are awaited. */
export async function drive(
  source: ByteSource,
  walk: Walk<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  let step = walk.next();
  while (step.done !== true) {
    signal?.throwIfAborted();
    step = walk.next(await source.read(step.value.offset, step.value.length));
  }
}

const empty: FileProblem = {
  code: 'empty',
  message: 'The file is empty.',
  hint: 'Export or copy the model again.',
  offset: 0,
};

const copyAgain = 'Copy or download the model again and compare its size with the original.';

type Seen = Pick<ModelFacts, 'irVersion' | 'hasGraph'>;

export function explain(error: Malformed, facts: Seen, size: number): FileProblem {
  const { message, offset } = error;
  if (looksForeign(error, facts)) return notOnnx(offset);
  if (error.kind === 'limit') {
    const hint = 'No real exporter writes such a model: check where the file comes from.';
    return { code: 'too-large', message: `${message} (byte ${offset}).`, hint, offset };
  }
  if (error.kind === 'past-end' && error.parentEnd === size) {
    return {
      code: 'truncated',
      message: `The file is cut off after ${size} bytes.`,
      hint: copyAgain,
      offset,
    };
  }
  return { code: 'damaged', message: `${message} (byte ${offset}).`, hint: copyAgain, offset };
}

/** Every exporter writes the IR version first: what breaks before it appeared was hardly ever a model. */
function looksForeign(error: Malformed, facts: Seen): boolean {
  if (facts.irVersion !== undefined) return false;
  return !facts.hasGraph || error.kind === 'damaged';
}

function missingPart(facts: ModelFacts, size: number): FileProblem | undefined {
  if (facts.irVersion === undefined && !facts.hasGraph) return notOnnx(0);
  if (facts.hasGraph && (facts.opsets.size > 0 || (facts.irVersion ?? 0) < 3)) return undefined;
  const part = facts.hasGraph ? 'list of operator sets' : 'graph';
  return {
    code: 'truncated',
    message: `The file ends after ${size} bytes without a ${part}.`,
    hint: copyAgain,
    offset: size,
  };
}

function notOnnx(offset: number): FileProblem {
  return {
    code: 'not-onnx',
    message: 'This is not an ONNX model.',
    hint: 'Check the path, or export the model to ONNX first.',
    offset,
  };
}

export function unreadable(error: unknown): FileProblem {
  return {
    code: 'unreadable',
    message: `The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    hint: 'Check its permissions and the disk.',
  };
}
