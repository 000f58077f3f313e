import type { Engine } from './engine.ts';
import type { EngineName } from './messages.ts';
import { openOrtNode } from './ort-node-engine.ts';

/** Opening an engine loads its native library: it rejects where there is none for this machine. */
export const engines: Readonly<Record<EngineName, () => Promise<Engine>>> = { 'ort-node': openOrtNode };
