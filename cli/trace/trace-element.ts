import { suggest } from '../../language/index.ts';
import { linesOf } from '../../targets/kit/trace.ts';
import { lookAtFile, type FileState, type OutputTraces } from './read-traces.ts';

/** Lines of one generated file that an element has caused. */
export interface ElementTrace {
  /** Relative to the output folder. */
  readonly path: string;
  readonly target: string;
  readonly state: FileState;
  /** First and last line as the file is now, counted from 1, both included. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

/** What an element, or anything inside it, has caused; nothing for a name that no trace knows. */
export function traceElement({ root, traces }: OutputTraces, qualifiedName: string): readonly ElementTrace[] {
  return traces.flatMap(({ trace }) =>
    linesOf(trace, qualifiedName).map(({ path, ranges }): ElementTrace => {
      const file = trace.files.find((each) => each.path === path)!;
      const { state, map } =
        file.copyOf === undefined
          ? lookAtFile(root, file)
          : { state: 'as generated' as const, map: undefined };
      const now =
        map && state === 'edited' ? ranges.flatMap((range) => currentRanges(range, map.toCurrent)) : ranges;
      return { path, target: trace.target, state, ranges: now };
    }),
  );
}

/** Where the lines of a range are now; removed lines are gone, inserted ones split it. */
function currentRanges(
  [first, last]: readonly [number, number],
  toCurrent: (line: number) => number | undefined,
): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (let line = first; line <= last; line += 1) {
    const current = toCurrent(line);
    if (current === undefined) continue;
    const previous = ranges.at(-1);
    if (previous?.[1] === current - 1) previous[1] = current;
    else ranges.push([current, current]);
  }
  return ranges;
}

/** Names that the traces know: for a suggestion, and for full names of short ones. */
export function tracedElements({ traces }: OutputTraces): readonly string[] {
  const names = traces.flatMap(({ trace }) =>
    trace.files.flatMap((file) => file.spans.flatMap((span) => span.origins.map((origin) => origin.element))),
  );
  return [...new Set(names)].sort();
}

/** The qualified name that is meant: the name itself, or the only one that ends with it. */
export function fullName(
  written: string,
  known: readonly string[],
): { readonly name: string } | { readonly help: string } {
  if (known.some((name) => name === written || name.startsWith(`${written}.`))) return { name: written };
  const ending = known.filter((name) => name.endsWith(`.${written}`));
  if (ending.length === 1) return { name: ending[0]! };
  if (ending.length > 1) return { help: `Several elements end so: ${ending.join(', ')}.` };
  const near =
    suggest(written, known) ??
    suggest(
      written,
      known.map((name) => name.split('.').at(-1)!),
    );
  return {
    help:
      near === undefined
        ? 'It may cause no line, or nothing was generated from it yet.'
        : `Did you mean ${near}?`,
  };
}
