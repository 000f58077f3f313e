import { compareText, type Origin } from '../../language/model/origin.ts';
import type { OutputFile } from './target.ts';
import { printText, settle, type Text } from './text.ts';
import type { Span, Trace, TracedFile } from './trace.ts';

/** SHA-256 of a text's UTF-8 form, in hex. Injected, since pure code has no hash function of its own. */
export type Hash = (text: string) => string;

/** Collects the causes of all lines of a target's files. `folder` is put before each path. */
export function buildTrace(target: string, folder: string, files: readonly OutputFile[], hash: Hash): Trace {
  const traced = files.map((file): TracedFile => {
    const path = folder === '' ? file.path : `${folder}/${file.path}`;
    if ('text' in file) return { path, sha256: hash(printText(file.text)), spans: spansOf(file.text) };
    return { path, copyOf: file.copyOf, spans: [{ first: 1, last: 1, ...settle(file.cause) }] };
  });
  return { target, files: traced.sort((a, b) => compareText(a.path, b.path)) };
}

function spansOf(text: Text): readonly Span[] {
  const spans: Span[] = [];
  text.forEach((line, index) => {
    const number = index + 1;
    const previous = spans.at(-1);
    if (previous && previous.derived === line.derived && sameOrigins(previous.origins, line.origins)) {
      spans[spans.length - 1] = { ...previous, last: number };
    } else {
      const reason = line.derived === undefined ? {} : { derived: line.derived };
      spans.push({ first: number, last: number, origins: line.origins, ...reason });
    }
  });
  return spans;
}

const sameOrigins = (a: readonly Origin[], b: readonly Origin[]): boolean =>
  a.length === b.length && a.every((origin, index) => originKey(origin) === originKey(b[index]!));

export const originKey = ({ file, range, element, property, layer }: Origin): string =>
  JSON.stringify([
    file, range.start.line, range.start.character, range.end.line, range.end.character, element, property ?? null, layer,
  ]); // prettier-ignore
