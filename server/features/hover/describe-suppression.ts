import type { Position } from 'vscode-languageserver';
import { RULES, type Range } from '../../../language/index.ts';
import type { RulePages } from '../../text/rule-pages.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** What a code means in a comment that ignores it. */
export function describeSuppression(
  { file }: ModelFile,
  position: Position,
  pages: RulePages,
): { readonly value: string; readonly range: Range } | undefined {
  for (const { code, range } of file.suppressions.flatMap(({ codes }) => codes)) {
    if (!holds(range, position)) continue;
    const rule = RULES.find((each) => each.code === code);
    if (!rule) return undefined;
    const address = pages.addressOf(code);
    const more = address === undefined ? '' : `\n\n[What it finds, and when to switch it off](${address})`;
    return { value: `**${code}** ${rule.name}, ${rule.severity}\n\n${rule.summary}${more}`, range };
  }
  return undefined;
}

const holds = ({ start, end }: Range, { line, character }: Position): boolean =>
  line === start.line && character >= start.character && character <= end.character;
