import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerCurves } from './simulated-server.ts';

const FOLDER = join(import.meta.dirname, 'curves');

/** All curves that are kept beside this file. */
export const readCurves = (): readonly ServerCurves[] =>
  readdirSync(FOLDER)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as ServerCurves);
