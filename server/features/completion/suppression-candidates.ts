import { RULES } from '../../../language/index.ts';
import { CandidateKind, type Candidate } from './candidate.ts';

const WORD = /^\/\/\s*([a-z-]*)$/u;
const CODES = /^\/\/\s*tenon-ignore(?:-file)?\s+[^:]*$/u;

/** What can be written in a comment: the words that hide findings, and the codes of rules behind them. */
export function* commentCandidates(written: string, foundHere: ReadonlySet<string>): Iterable<Candidate> {
  if (CODES.test(written)) {
    for (const { code, name, severity, summary } of RULES) {
      const isHere = foundHere.has(code);
      yield {
        label: code,
        kind: CandidateKind.Constant,
        detail: isHere ? `${name}, found here` : name,
        inWords: isHere ? `Found here. ${summary}` : summary,
        doc: `**${code}** ${name}, ${severity}\n\n${summary}`,
        filter: `${code} ${name}`,
        rank: isHere ? 0 : 1,
      };
    }
    const known = new Set(RULES.map(({ code }) => code));
    for (const code of foundHere) {
      if (!known.has(code))
        yield { label: code, kind: CandidateKind.Constant, detail: 'found here', rank: 0 };
    }
    return;
  }
  const word = WORD.exec(written)?.[1];
  if (word === undefined || !'tenon-ignore-file'.startsWith(word)) return;
  for (const [order, [label, doc]] of WORDS.entries()) {
    yield { label, kind: CandidateKind.Keyword, doc, insert: `${label} `, goesOn: true, rank: 0, order };
  }
}

const WORDS = [
  [
    'tenon-ignore',
    'Hides findings at the next line, or at its own: `// tenon-ignore TN1703: and the reason`.',
  ],
  ['tenon-ignore-file', 'Hides findings in the whole file: `// tenon-ignore-file TN1703: and the reason`.'],
] as const;

/** What a word of a comment is made of. */
export const COMMENT_WORD = /[\p{L}\p{N}-]*$/u;
