import { factText, type Derivation } from '../../../language/index.ts';
import type { Texts } from '../../text/texts.ts';

/**
 * Chains of facts as trees, one below the other: each fact with its place and its rule, what it follows from further
 * in, in the language of the editor. Places are `path:line:column`, counted from 1.
 */
export function whyText(derivations: readonly Derivation[], texts: Texts): string {
  return derivations
    .map((root) => {
      const lines: string[] = [];
      const told = new Set<Derivation>();
      const tell = (fact: Derivation, indent: string, mark: string, above: string): void => {
        const isAgain = told.has(fact) && fact.from.length > 0;
        told.add(fact);
        const { kind } = fact.subject;
        const head = mark === '' && !fact.text.startsWith(`${kind} `) ? `${texts.kind(kind)} ` : '';
        lines.push(`${indent}${mark}${head}${factText(fact)}`);
        const inner = mark === '' ? indent : `${indent}  `;
        const at = placeOf(fact, texts);
        if (at !== '' && at !== above) lines.push(`${inner}  --> ${at}`);
        lines.push(`${inner}  ${isAgain ? texts.fill('as above') : texts.of(fact.because)}`);
        if (!isAgain) for (const each of fact.from) tell(each, `${inner}  `, '<- ', at);
      };
      tell(root, '', '', '');
      return `${lines.join('\n')}\n`;
    })
    .join('\n');
}

/** The file that says it comes first: the model only names that. */
function placeOf({ file, origin }: Derivation, texts: Texts): string {
  const written =
    origin && `${origin.file}:${origin.range.start.line + 1}:${origin.range.start.character + 1}`;
  if (file === undefined) return written ?? '';
  return written === undefined ? file : texts.fill('{0} (named at {1})', file, written);
}
