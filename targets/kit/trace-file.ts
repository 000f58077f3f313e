import { compareText, type Layer, type Origin } from '../../language/model/origin.ts';
import { originKey } from './trace-builder.ts';
import type { Span, Trace } from './trace.ts';

const VERSION = 1;

/** [file, start line, start character, end line, end character, element, property or null, layer] */
type StoredOrigin = readonly [string, number, number, number, number, string, string | null, Layer];
/** [first line, last line, positions in `origins`, reason when derived] */
type StoredSpan = readonly [number, number, readonly number[], string?];
interface StoredTrace {
  readonly version: number;
  readonly target: string;
  readonly origins: readonly StoredOrigin[];
  readonly files: Readonly<Record<string, StoredFile>>;
}
interface StoredFile {
  readonly sha256?: string;
  readonly copyOf?: string;
  readonly spans: readonly StoredSpan[];
}

/** Text of the trace file: each origin is written once, one line for each origin and span, all sorted. */
export function printTraceFile(trace: Trace): string {
  const keys = new Set(
    trace.files.flatMap((file) => file.spans.flatMap((span) => span.origins.map(originKey))),
  );
  const origins = [...keys].sort(compareText);
  const position = new Map(origins.map((key, index) => [key, index]));
  const spanText = (span: Span): string => {
    const causes = span.origins.map((origin) => position.get(originKey(origin))!);
    return JSON.stringify([
      span.first,
      span.last,
      causes,
      ...(span.derived === undefined ? [] : [span.derived]),
    ]);
  };
  const files = [...trace.files]
    .sort((a, b) => compareText(a.path, b.path))
    .map((file) => {
      const { spans, path, ...facts } = file;
      const head = JSON.stringify(facts).slice(0, -1);
      const comma = Object.keys(facts).length === 0 ? '' : ',';
      return `${JSON.stringify(path)}:${head}${comma}"spans":[\n${spans.map(spanText).join(',\n')}\n]}`;
    });
  return [
    `{"version":${VERSION},"target":${JSON.stringify(trace.target)},`,
    `"origins":[\n${origins.join(',\n')}\n],`,
    `"files":{\n${files.join(',\n')}\n}}`,
    '',
  ].join('\n');
}

/** Reads a trace file; a text that is none, or has another version, is a problem. */
export function parseTraceFile(text: string): { readonly trace: Trace } | { readonly problem: string } {
  let stored: StoredTrace;
  try {
    stored = JSON.parse(text) as StoredTrace;
  } catch {
    return { problem: 'The trace file is not JSON.' };
  }
  if (stored?.version !== VERSION)
    return { problem: 'The trace file was written by another version of Tenon.' };
  try {
    const origins = stored.origins.map(readOrigin);
    const files = Object.entries(stored.files).map(([path, { spans, ...facts }]) => ({
      path,
      ...facts,
      spans: spans.map(([first, last, causes, derived]): Span => {
        const known = causes.map((index) => origins[index]!);
        return { first, last, origins: known, ...(derived === undefined ? {} : { derived }) };
      }),
    }));
    return { trace: { target: stored.target, files } };
  } catch {
    return { problem: 'The trace file is damaged.' };
  }
}

const readOrigin = (stored: StoredOrigin): Origin => {
  const [file, line, character, endLine, endCharacter, element, property, layer] = stored;
  const range = { start: { line, character }, end: { line: endLine, character: endCharacter } };
  return { file, range, element, ...(property === null ? {} : { property }), layer };
};
