import { CODES, SUPPRESSION_CODES, type Diagnostic } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { FileEdit } from './workspace-edit.ts';

/** What cannot be ignored, because the rest of the file would be a guess. */
const NEVER: ReadonlySet<string> = new Set([CODES.syntax, ...Object.values(SUPPRESSION_CODES)]);

/** A comment above the finding's line, with the reason left to type; a comment that is there takes the code, too. */
export function ignoreHere({ code, file, range }: Diagnostic, model: ModelFile): FileEdit | undefined {
  if (NEVER.has(code) || file !== model.path) return undefined;
  const { line } = range.start;
  const known = model.file.suppressions.find((each) => each.line === line)?.codes.at(-1);
  if (known) return { file, range: { start: known.range.end, end: known.range.end }, newText: `, ${code}` };
  const text = model.document.getText({
    start: { line, character: 0 },
    end: { line: line + 1, character: 0 },
  });
  const indent = /^[ \t]*/u.exec(text)![0];
  const lineEnd = model.file.text.includes('\r\n') ? '\r\n' : '\n';
  const comment = `${indent}// tenon-ignore ${code}: `;
  const start = { line, character: 0 };
  return {
    file,
    range: { start, end: start },
    newText: `${comment}${lineEnd}`,
    snippet: `${comment}\${1:why}${lineEnd}`,
  };
}
