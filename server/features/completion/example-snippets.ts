import checked from '../../../snippets/tenon.code-snippets.json' with { type: 'json' };
import type { Syntax } from '../../../language/index.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { plainText } from './snippet.ts';

interface Example {
  readonly description: string;
  readonly body: readonly string[];
}

/** Whole declarations with real values, by noun; a test of theirs holds them to the checks. */
const EXAMPLES: ReadonlyMap<string, Example> = new Map(Object.entries(checked));

/** At the top of a file: each example as a whole. */
export function* exampleDeclarations(): Iterable<Candidate> {
  for (const [noun, { description, body }] of EXAMPLES) {
    if (body.length < 2) continue;
    yield {
      label: `${noun} example`,
      isSaid: true,
      kind: CandidateKind.Snippet,
      detail: description,
      doc: () => asMarkdown(body),
      insert: body.join('\n'),
      isSnippet: true,
      rank: 3,
    };
  }
}

/** In a body that is empty: everything that such an element mostly has, as one block. */
export function* exampleBody(noun: string, siblings: readonly Syntax.Statement[]): Iterable<Candidate> {
  const example = EXAMPLES.get(noun);
  if (!example || siblings.length > 0 || example.body.length < 4) return;
  const inner = withoutHead(example.body)
    .slice(0, -1)
    .map((line) => line.replace(/^ {2}/u, ''));
  const words = inner.flatMap((line) => /^[a-z_]+/u.exec(line)?.[0] ?? []);
  const label = [...new Set(words)].join(', ');
  yield {
    label,
    kind: CandidateKind.Snippet,
    detail: `what a ${noun} mostly has`,
    doc: () => asMarkdown(inner),
    insert: inner.join('\n'),
    isSnippet: true,
    rank: 0,
  };
}

/** What repeats a word of the head has the word itself, since the head stays as it is. */
function withoutHead([head = '', ...rest]: readonly string[]): string[] {
  const words = new Map([...head.matchAll(/\$\{(\d+):([^}]*)\}/gu)].map(([, stop, text]) => [stop, text]));
  return rest.map((line) =>
    line.replaceAll(/(?<!\\)\$(\d+)/gu, (stop, index: string) => words.get(index) ?? stop),
  );
}

const asMarkdown = (body: readonly string[]): string =>
  ['```tenon', plainText(body.join('\n')), '```'].join('\n');
