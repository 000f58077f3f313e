import { CodedError } from './coded-error.ts';
import type { Engine } from './engine.ts';
import type { EngineName } from './messages.ts';
import { openOrtFfi } from './ort-ffi/open-ort-ffi.ts';
import { openOrtNode } from './ort-node-engine.ts';

export interface OpenedEngine {
  readonly engine: Engine;
  /** Why no better engine runs; undefined for the best one, and for one that was asked for by name. */
  readonly fallbackReason?: string;
}

/** Opening an engine loads its native library: it rejects where there is none for this machine. */
const engines: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  'ort-ffi': () => openOrtFfi(),
  'ort-node': openOrtNode,
};

/**
 * Opens the engine of that name, or the best that works here. Rejects with `engine/unavailable`.
 *
 * @param known why the engine of that name is the best that works, where somebody knows already
 */
export async function openEngine(name: EngineName | undefined, known?: string): Promise<OpenedEngine> {
  if (name !== undefined)
    return { engine: await open(name), ...(known === undefined ? {} : { fallbackReason: known }) };
  try {
    return { engine: await open('ort-ffi') };
  } catch (reason) {
    const fallbackReason = messageOf(reason);
    try {
      return { engine: await open('ort-node'), fallbackReason };
    } catch (error) {
      throw new CodedError('engine/unavailable', `${messageOf(error)} (ort-ffi: ${fallbackReason})`);
    }
  }
}

async function open(name: EngineName): Promise<Engine> {
  try {
    return await engines[name]();
  } catch (error) {
    throw new CodedError('engine/unavailable', messageOf(error));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
