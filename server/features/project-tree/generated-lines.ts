import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTraceFile, type Trace } from '../../../targets/kit/index.ts';
import { TRACE_FOLDER } from '../../../targets/kit/ownership-manifest.ts';

/** A generated file with the first line that an element has in it, counted from 0. */
export interface GeneratedPlace {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  readonly target: string;
  readonly line: number;
}

/** Which generated files the elements of a project have lines in, as the traces of the last generation say. */
export class GeneratedLines {
  readonly #places = new Map<string, Map<string, GeneratedPlace>>();

  constructor(traces: readonly Trace[]) {
    for (const { target, files } of traces) {
      for (const { path, spans } of files) {
        for (const { first, origins } of spans) {
          for (const { element } of origins) this.#add(element, { path, target, line: first - 1 });
        }
      }
    }
  }

  /** What a part causes, those around it cause as well. */
  #add(element: string, place: GeneratedPlace): void {
    for (let name = element; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
      let places = this.#places.get(name);
      if (!places) this.#places.set(name, (places = new Map<string, GeneratedPlace>()));
      const known = places.get(place.path);
      if (!known || known.line > place.line) places.set(place.path, place);
    }
  }

  countOf(element: string): number {
    return this.#places.get(element)?.size ?? 0;
  }

  of(element: string): GeneratedPlace[] {
    return [...(this.#places.get(element)?.values() ?? [])].sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

interface Known {
  readonly key: string;
  readonly lines: GeneratedLines;
}

/** Reads the traces of projects, and again only when they were written since. */
export class TraceReader {
  readonly #known = new Map<string, Known>();

  /** `output` is the absolute path of the folder of the generated files. */
  async read(output: string): Promise<GeneratedLines> {
    const folder = join(output, TRACE_FOLDER);
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    const paths = names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
    const stats = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
    const key = JSON.stringify(paths.map((path, index) => [path, stats[index]?.mtimeMs, stats[index]?.size]));
    const known = this.#known.get(output);
    if (known?.key === key) return known.lines;
    const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')));
    const parsed = texts.map(parseTraceFile);
    const lines = new GeneratedLines(parsed.flatMap((each) => ('trace' in each ? [each.trace] : [])));
    this.#known.set(output, { key, lines });
    return lines;
  }
}
