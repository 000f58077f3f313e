import { setImmediate as soon } from './immediate.ts';

/** What the server uses of `node:timers/promises`. */
export const setImmediate = (): Promise<void> => new Promise((resolve) => void soon(resolve));
export const setTimeout = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => void globalThis.setTimeout(resolve, milliseconds));
