import type { ByteSource } from '../bytes/byte-source.ts';
import type { FileProblem } from './file-problem.ts';
import type { Graph } from './graph.ts';
import { GraphFacts, walkGraphOf } from './graph-walk.ts';
import { drive, explain, readSignature, unreadable } from './read-signature.ts';
import { Malformed } from './malformed.ts';
import { Window } from './window.ts';

/**
 * Reads a model's nodes as well as its signature, still without weights: as many bytes as the graph has, whatever the
 * weights weigh. A file that is no sound model gives a problem; only an aborted `signal` makes it throw.
 */
export async function readGraph(
  source: ByteSource,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<{ graph: Graph } | { problem: FileProblem }> {
  const read = await readSignature(source, options);
  if ('problem' in read) return read;
  const facts = new GraphFacts();
  try {
    await drive(source, walkGraphOf(new Window(source.size), facts), options.signal);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof Malformed)) return { problem: unreadable(error) };
    return { problem: explain(error, { irVersion: read.signature.irVersion, hasGraph: true }, source.size) };
  }
  return { graph: { signature: read.signature, ...facts.body, functions: facts.functions } };
}
