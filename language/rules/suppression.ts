import { CODES } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Position, Range } from '../model/origin.ts';
import { lexFile } from '../parser/index.ts';
import { didYouMean, suggest } from '../scoping/suggestion.ts';
import { RULES } from './registry.ts';

/** Codes of findings about suppressions. */
export const SUPPRESSION_CODES = { unused: 'TN1206', reasonless: 'TN1207', unknownCode: 'TN1208' } as const;

/** `// tenon-ignore TN1703: reason`: findings with these codes are not shown at one line, or in the whole file. */
export interface Suppression {
  readonly codes: readonly { readonly code: string; readonly range: Range }[];
  readonly reason: string;
  readonly range: Range;
  /** Zero-based line whose findings are meant; absent for the whole file. */
  readonly line?: number;
}

const WORD = 'tenon-ignore';
const COMMENT = /^\/\/\s*tenon-ignore(-file)?(?=\s|:|$)([^:]*)(?::(.*))?$/u;

/** What cannot be ignored: the rest of the file would be a guess. */
const NEVER: ReadonlySet<string> = new Set([CODES.syntax, ...Object.values(SUPPRESSION_CODES)]);

const KNOWN: ReadonlySet<string> = new Set([...Object.values(CODES), ...RULES.map(({ code }) => code)]);

/** The suppressions of a file. A comment on a line of its own is about the next line that says something. */
export function suppressionsOf(text: string): Suppression[] {
  if (!text.includes(WORD)) return [];
  const lines = text.split(/\r\n|\n|\r/u);
  return lexFile(text).comments.flatMap((comment): Suppression[] => {
    const match = COMMENT.exec(comment.image);
    if (!match) return [];
    const start = { line: (comment.startLine ?? 1) - 1, character: (comment.startColumn ?? 1) - 1 };
    const [image, wholeFile, list = '', reason = ''] = match;
    const offset = image.indexOf(list, image.indexOf(WORD) + WORD.length + (wholeFile?.length ?? 0));
    const codes = [...list.matchAll(/[^\s,]+/gu)].map((code) => ({
      code: code[0],
      range: along(start, offset + code.index, code[0].length),
    }));
    return [
      {
        codes,
        reason: reason.trim(),
        range: along(start, 0, image.length),
        ...(wholeFile ? {} : { line: lineMeant(lines, start) }),
      },
    ];
  });
}

const along = ({ line, character }: Position, offset: number, length: number): Range => ({
  start: { line, character: character + offset },
  end: { line, character: character + offset + length },
});

function lineMeant(lines: readonly string[], { line, character }: Position): number {
  if (lines[line]!.slice(0, character).trim() !== '') return line;
  const next = lines.findIndex((text, index) => index > line && !/^\s*(\/\/.*)?$/u.test(text));
  return next < 0 ? line : next;
}

export const suppresses = (suppression: Suppression, { code, range }: Diagnostic): boolean =>
  !NEVER.has(code) &&
  (suppression.line === undefined || suppression.line === range.start.line) &&
  suppression.codes.some((each) => each.code === code);

/** What is wrong with suppressions themselves, given everything that was found in their file. */
export function checkSuppressions(
  file: string,
  suppressions: readonly Suppression[],
  found: readonly Diagnostic[],
): Diagnostic[] {
  return suppressions.flatMap((suppression) => [
    ...suppression.codes.flatMap(({ code, range }) => checkCode(file, suppression, code, range, found)),
    ...(suppression.reason === '' || suppression.codes.length === 0
      ? [
          {
            code: SUPPRESSION_CODES.reasonless,
            severity: 'warning' as const,
            message:
              suppression.codes.length === 0
                ? 'This comment names no code to ignore.'
                : `Nothing says why ${suppression.codes.map(({ code }) => code).join(', ')} is ignored here.`,
            file,
            range: suppression.range,
            help: `Write // ${WORD} ${suppression.codes[0]?.code ?? 'TN1703'}: and the reason.`,
          },
        ]
      : []),
  ]);
}

function checkCode(
  file: string,
  suppression: Suppression,
  code: string,
  range: Range,
  found: readonly Diagnostic[],
): Diagnostic[] {
  if (NEVER.has(code) || !KNOWN.has(code)) {
    const suggestion = NEVER.has(code) ? undefined : suggest(code, KNOWN);
    return [
      {
        code: SUPPRESSION_CODES.unknownCode,
        severity: 'warning',
        message: NEVER.has(code) ? `${code} can't be ignored.` : `There is no rule ${code}.`,
        file,
        range,
        help: didYouMean(suggestion) ?? 'Remove it; tenon rules lists the codes.',
        data: {
          replacements: suggestion
            ? [{ title: `Change to ${suggestion}`, edits: [{ file, range, newText: suggestion }] }]
            : [],
        },
      },
    ];
  }
  if (found.some((each) => each.code === code && suppresses(suppression, each))) return [];
  const isOnly = suppression.codes.length === 1;
  return [
    {
      code: SUPPRESSION_CODES.unused,
      severity: 'warning',
      message: `Nothing is found ${suppression.line === undefined ? 'in this file' : 'here'} that ignoring ${code} would hide.`,
      file,
      range,
      help: 'Remove it.',
      tags: ['unnecessary'],
      data: {
        replacements: isOnly
          ? [
              {
                title: `Remove the comment`,
                edits: [{ file, range: suppression.range, newText: '' }],
                preferred: true,
              },
            ]
          : [],
      },
    },
  ];
}
