import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTraceFile, type Trace } from '../../targets/kit/index.ts';
import { TRACE_FOLDER } from '../../targets/kit/ownership-manifest.ts';

interface Known<T> {
  readonly key: string;
  readonly made: T;
}

/** What is made of the traces of output folders; they are read again only when they were written since. */
export class Traces<T> {
  readonly #make: (traces: readonly Trace[]) => T;
  readonly #known = new Map<string, Known<T>>();

  constructor(make: (traces: readonly Trace[]) => T) {
    this.#make = make;
  }

  /** `output` is the absolute path of the folder of the generated files. A trace that can't be read counts as absent. */
  async of(output: string): Promise<T> {
    const folder = join(output, TRACE_FOLDER);
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    const paths = names
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, name))
      .sort();
    const stats = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
    const key = JSON.stringify(paths.map((path, index) => [path, stats[index]?.mtimeMs, stats[index]?.size]));
    const known = this.#known.get(output);
    if (known?.key === key) return known.made;
    const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')));
    const parsed = texts.map(parseTraceFile);
    const made = this.#make(parsed.flatMap((each) => ('trace' in each ? [each.trace] : [])));
    this.#known.set(output, { key, made });
    return made;
  }
}
