import { send } from './channel.ts';
import type { OpenedEngine } from './engines.ts';
import { hashLibrary } from './hash-library.ts';

/** Sends which engine runs. Hashing its library takes a tenth of a second: not before a time that is measured. */
export function tellEngine({ engine, fallbackReason }: OpenedEngine): void {
  const { name, version, library } = engine;
  const reason = fallbackReason === undefined ? {} : { fallbackReason };
  send({ type: 'engine', name, version, sha256: hashLibrary(library), ...reason });
}
