import type { Trace } from '../../../targets/kit/index.ts';

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
