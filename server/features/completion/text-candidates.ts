import { isEntry, type FileSymbols, type ValueType } from '../../../language/index.ts';
import { expectedAt, type ExpectedAt } from '../../names/expected.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Candidate } from './candidate.ts';
import { cronCandidates, zoneCandidates } from './cron-candidates.ts';
import { findCursorInText, type Cursor, type Word } from './cursor.ts';
import { libraryCandidates, regionCandidates } from './machine-candidates.ts';
import { around, calleeName, isArgument, isCall, viewOf } from './name-view.ts';
import { ENDINGS, pathCandidates } from './path-candidates.ts';
import { pathInText } from './reference-path.ts';
import type { TextPlace } from './text-place.ts';

type InText = Extract<TextPlace, { is: 'text' }>;

/** What is offered, and which part of the text it replaces. */
export interface Found extends Word {
  readonly candidates: Iterable<Candidate>;
  /** Names of the declaration that was tried out. */
  readonly symbols: FileSymbols;
}

/** What can be written inside a text in quotes: by what the text is for. */
export async function textCandidates(
  model: ModelFile,
  place: InText,
  offset: number,
): Promise<Found | undefined> {
  const { text } = model.file;
  const cursor = findCursorInText(model.file, { prefix: '', start: place.start, end: place.end });
  if (!cursor) return undefined;
  const view = viewOf(model, cursor);
  const written = text.slice(place.from, offset);
  const { symbols } = cursor;
  const replaced = (before: RegExp, end = place.to): Word & Pick<Found, 'symbols'> => {
    const prefix = before.exec(written)![0];
    return { prefix, start: offset - prefix.length, end, symbols };
  };
  const reference = /\$\{([^}]*)$/u.exec(written);
  if (reference) {
    const word = /[\p{L}\p{N}_]*$/u;
    const rest = /^[\p{L}\p{N}_]*/u.exec(text.slice(offset, place.to))![0].length;
    return { ...replaced(word, offset + rest), candidates: pathInText(reference[1]!, cursor, view) };
  }
  const node = cursor.place.node;
  const callee = calleeName(around(node, isCall));
  const argument = around(node, isArgument)?.name;
  if (argument === 'zone') return { ...replaced(/[^]*$/u), candidates: zoneCandidates() };
  if (callee === 'cron') {
    const end = offset + /^[^\s"]*/u.exec(text.slice(offset, place.to))![0].length;
    const isFirst = /^\s*\S*$/u.test(written);
    return {
      ...replaced(/\S*$/u, isFirst ? place.to : end),
      candidates: cronCandidates(written, text.slice(end, place.to)),
    };
  }
  const at = expectedAt(cursor.place.node, view);
  const library = at && libraryOf(at);
  if (library !== undefined) {
    return { ...replaced(/[^]*$/u), candidates: libraryCandidates(library, at!.around, view) };
  }
  if (propertyOf(cursor) === 'region') return { ...replaced(/[^]*$/u), candidates: regionCandidates(view) };
  const endings = endingsOf(cursor, callee, at);
  if (!endings) return undefined;
  return { ...replaced(/[^/]*$/u), candidates: await pathCandidates(model.host, written, endings) };
}

/** The property whose value, or a part of it, the text is. */
function propertyOf({ place }: Cursor): string | undefined {
  return around(place.node, isEntry)?.name;
}

const typeOf = ({ expected }: ExpectedAt): ValueType | undefined =>
  expected.is === 'value' ? expected.type : undefined;

function libraryOf(at: ExpectedAt): string | undefined {
  const type = typeOf(at);
  return type && !type.kinds ? type.library : undefined;
}

/** Endings of the files that are wanted; undefined where no file is. */
function endingsOf(
  cursor: Cursor,
  callee: string | undefined,
  at: ExpectedAt | undefined,
): readonly string[] | undefined {
  if (callee !== undefined) return Object.hasOwn(ENDINGS, callee) ? ENDINGS[callee] : undefined;
  const property = propertyOf(cursor) ?? '';
  const known = Object.hasOwn(ENDINGS, property) ? ENDINGS[property] : undefined;
  return known ?? (at && typeOf(at)?.file ? [] : undefined);
}
