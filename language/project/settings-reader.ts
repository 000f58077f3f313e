import { parseDocument, LineCounter, type Document } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Range } from '../model/origin.ts';
import { didYouMean, suggest } from '../scoping/suggestion.ts';
import { isObject, SETTINGS_KEYS } from './settings-keys.ts';
import { DEFAULT_SETTINGS, SETTINGS_FILE, type ProjectSettings } from './settings.ts';

/** Codes of findings in the project file. */
export const SETTINGS_CODES = {
  notJson: 'TN1201',
  unknownKey: 'TN1202',
  wrongValue: 'TN1203',
  language: 'TN1204',
  cannotExtend: 'TN1205',
  unknownEnvironment: 'TN1209',
  unknownCode: 'TN1210',
  missingSource: 'TN1211',
  prices: 'TN1212',
} as const;

export interface ReadSettings {
  readonly settings: ProjectSettings;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the text of `tenon.json`. JSON is read by the YAML library, which keeps the place of every
 * value; what is wrong is reported there and its default is used.
 */
export function readSettings(content: string, file: string = SETTINGS_FILE): ReadSettings {
  const lines = new LineCounter();
  const document = parseDocument(content, {
    lineCounter: lines,
    schema: 'json',
    strict: true,
    uniqueKeys: true,
  });
  const diagnostics: Diagnostic[] = [];
  const report = (
    code: string,
    message: string,
    offsets: readonly number[] | null | undefined,
    help: string,
  ): void => {
    diagnostics.push({
      code,
      severity: 'error',
      message,
      file,
      range: rangeOf(lines, offsets),
      help,
    });
  };
  const notJson = jsonError(content);
  if (notJson !== undefined || document.errors.length > 0) {
    const error = document.errors[0];
    report(
      SETTINGS_CODES.notJson,
      `${file} is not JSON: ${notJson ?? error!.message.split('\n')[0]}`,
      error?.pos,
      'Correct the syntax; comments and trailing commas are not JSON.',
    );
    return { settings: DEFAULT_SETTINGS, diagnostics };
  }
  const value: unknown = document.toJS();
  if (!isObject(value)) {
    report(
      SETTINGS_CODES.notJson,
      `${file} must hold an object.`,
      [0, content.length],
      'Write { "language": 1 }.',
    );
    return { settings: DEFAULT_SETTINGS, diagnostics };
  }
  const places: Record<string, Range> = {};
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS, places };
  for (const [key, each] of Object.entries(value)) {
    const check = Object.hasOwn(SETTINGS_KEYS, key) ? SETTINGS_KEYS[key] : undefined;
    if (!check) {
      report(
        SETTINGS_CODES.unknownKey,
        `${file} has no key "${key}".`,
        placeOf(document, key, 'key'),
        didYouMean(suggest(key, Object.keys(SETTINGS_KEYS))) ??
          `Keys are ${Object.keys(SETTINGS_KEYS).join(', ')}.`,
      );
      continue;
    }
    const expected = check.expected(each);
    places[key] = rangeOf(lines, placeOf(document, key, 'value')?.slice(0, 2));
    if (expected === undefined) settings[key] = key === 'extends' && typeof each === 'string' ? [each] : each;
    else
      report(
        key === 'language' ? SETTINGS_CODES.language : SETTINGS_CODES.wrongValue,
        `"${key}" must be ${expected}.`,
        placeOf(document, key, 'value'),
        'See docs/settings.md.',
      );
  }
  return { settings: settings as unknown as ProjectSettings, diagnostics };
}

function jsonError(content: string): string | undefined {
  try {
    JSON.parse(content);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function placeOf(document: Document, key: string, part: 'key' | 'value'): readonly number[] | undefined {
  const { contents } = document;
  if (!contents || !('items' in contents)) return undefined;
  for (const item of contents.items as {
    key?: { value?: unknown; range?: number[] };
    value?: { range?: number[] };
  }[]) {
    if (item.key?.value === key) return part === 'key' ? item.key.range : item.value?.range;
  }
  return undefined;
}

function rangeOf(lines: LineCounter, offsets: readonly number[] | null | undefined): Range {
  const at = (offset: number): Range['start'] => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(0, line - 1), character: Math.max(0, col - 1) };
  };
  const [start = 0, end = start] = offsets ?? [];
  return { start: at(start), end: at(end) };
}
