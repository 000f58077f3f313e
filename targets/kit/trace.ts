import { compareText, type Origin } from '../../language/model/origin.ts';

/** Why the lines of one target's files are there. Kept as `.tenon/trace/<name>.json`. */
export interface Trace {
  readonly target: string;
  /** Sorted by path; paths are relative to the output root. */
  readonly files: readonly TracedFile[];
}

export interface TracedFile {
  readonly path: string;
  /** SHA-256 of the generated text in hex; absent for a file of the project that is only placed there. */
  readonly sha256?: string;
  readonly copyOf?: string;
  /** Neighbouring lines with one cause; sorted, without gaps. A copied file has one span, lines 1 to 1. */
  readonly spans: readonly Span[];
}

/** Lines `first` to `last` of a generated file, counted from 1, both included. */
export interface Span {
  readonly first: number;
  readonly last: number;
  /** Sorted; empty for boilerplate. */
  readonly origins: readonly Origin[];
  /** Reason, when the lines follow from the model instead of repeating it. */
  readonly derived?: string;
}

export type LineCause =
  | { readonly kind: 'caused'; readonly origins: readonly Origin[]; readonly derived?: string }
  | { readonly kind: 'boilerplate' };

/** Why a generated line (counted from 1) is there; undefined when the trace knows no such line. */
export function causesOf(trace: Trace, path: string, line: number): LineCause | undefined {
  const spans = trace.files.find((file) => file.path === path)?.spans;
  const span = spans?.find(({ first, last }) => first <= line && line <= last);
  if (!span) return undefined;
  if (span.origins.length === 0 && span.derived === undefined) return { kind: 'boilerplate' };
  return {
    kind: 'caused',
    origins: span.origins,
    ...(span.derived === undefined ? {} : { derived: span.derived }),
  };
}

export interface CausedLines {
  readonly path: string;
  /** First and last line, counted from 1, both included; sorted and merged. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

/** Generated lines that an element, or anything inside it, has caused. */
export function linesOf(trace: Trace, qualifiedName: string): readonly CausedLines[] {
  return trace.files.flatMap((file) => {
    const ranges: [number, number][] = [];
    for (const span of file.spans) {
      if (!span.origins.some((origin) => isWithin(origin.element, qualifiedName))) continue;
      const previous = ranges.at(-1);
      if (previous && previous[1] === span.first - 1) previous[1] = span.last;
      else ranges.push([span.first, span.last]);
    }
    return ranges.length === 0 ? [] : [{ path: file.path, ranges }];
  });
}

export const isWithin = (inner: string, outer: string): boolean =>
  inner === outer || inner.startsWith(`${outer}.`);

/** The trace as text that a person can read and review: one line for each span. */
export function printTrace(trace: Trace): string {
  return [...trace.files]
    .sort((a, b) => compareText(a.path, b.path))
    .map((file) => {
      const head = file.copyOf === undefined ? file.path : `${file.path} (copy of ${file.copyOf})`;
      return `${[head, ...file.spans.map(printSpan)].join('\n')}\n`;
    })
    .join('\n');
}

function printSpan(span: Span): string {
  const lines = span.first === span.last ? String(span.first) : `${span.first}-${span.last}`;
  const origins = span.origins.map(printOrigin).join(', ');
  const cause = [origins, ...(span.derived === undefined ? [] : [`because ${span.derived}`])]
    .filter(Boolean)
    .join(' ');
  return `  ${lines.padEnd(9)} ${cause || 'boilerplate'}`;
}

/** `shop.api:scale (main.tenon:12)`; lines are counted from 1. */
export const printOrigin = (origin: Origin): string =>
  `${origin.element}${origin.property === undefined ? '' : `:${origin.property}`} (${origin.file}:${origin.range.start.line + 1})`;
