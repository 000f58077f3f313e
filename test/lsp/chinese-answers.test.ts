import { cpSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { MarkupKind } from 'vscode-languageserver-protocol';
import { CHECK_PROJECT, INSPECT, NAMES_AT, WHY, type PlaceInModel } from '../../protocol/index.ts';
import { everyRequest, type RequestKind } from './every-request.ts';
import { LspClient } from './lsp-client.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');

/** What an editor in VS Code says of itself, as far as it gets more texts for it. */
const CAPABILITIES = {
  locale: 'zh-cn',
  textDocument: {
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: [MarkupKind.Markdown],
        labelDetailsSupport: true,
      },
    },
  },
  window: { workDoneProgress: true },
};

/** What is written into models, and what only programs read. */
const UNREAD = new Set([
  'newText',
  'textEditText',
  'insertText',
  'filterText',
  'sortText',
  'uri',
  'data',
  'edit',
]);

/** Code, types and what is in quotes are the same in every language, and so is what a fact follows from. */
const SAME = / ← .*|`[^`]*`|"[^"]*"|“[^”]*”|\([^()]*\)|\[[^\]]*\]|\{[^}]*\}/gu;
const ENGLISH = /(?<![\p{L}./])[A-Za-z]{2,} (?:a|an|[a-z]{2,}) [a-z]{2,}/u;

const inOneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ');

/** Lines of all texts in an answer that people read. */
function linesIn(answer: unknown): string[] {
  if (typeof answer === 'string') return answer.replaceAll(/```[^]*?```/gu, '').split('\n');
  if (Array.isArray(answer)) return answer.flatMap(linesIn);
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([key, value]) => (UNREAD.has(key) ? [] : linesIn(value)));
}

/** It gives models, for editors that ask for them. */
const LIBRARY = 'workspace/textDocumentContent';

/** Requests behind which more is asked for, about each of their first rows. */
const FURTHER: Readonly<Record<string, string>> = {
  'textDocument/completion': 'completionItem/resolve',
  'textDocument/inlayHint': 'inlayHint/resolve',
};
const MOST_ROWS = 25;

describe('every answer to a Chinese editor', () => {
  let client: LspClient;
  afterEach(() => client.stop());

  async function ask(method: string, params: unknown): Promise<string[]> {
    const answer = await client.request<unknown>(method, params).catch((error: Error) => error.message);
    const rows = (answer as { readonly items?: readonly unknown[] } | null)?.items ?? answer;
    const further = FURTHER[method];
    const more = further && Array.isArray(rows) ? rows.slice(0, MOST_ROWS) : [];
    const resolved = await Promise.all(more.map((row) => client.request(further!, row)));
    return [answer, ...resolved].flatMap(linesIn);
  }

  it.each([
    ['digits', '**/*.tenon'],
    ['gallery', 'stream-fraud.tenon'],
    ['gallery', 'edge-detection.tenon'],
  ])(
    'holds no English but names, code and what authors wrote: %s/%s',
    async (example, pattern) => {
      const folder = join(EXAMPLES, example);
      const paths = globSync(pattern, { cwd: folder });
      const texts = new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
      client = await LspClient.start({ 'tenon.json': '{ "language": 1 }\n', ...Object.fromEntries(texts) }, CAPABILITIES); // prettier-ignore
      cpSync(join(EXAMPLES, 'digits/models'), join(client.folder, 'models'), { recursive: true });
      for (const [path, text] of texts) await client.open(path, text);
      const project = pathToFileURL(client.folder).toString();
      await client.request(CHECK_PROJECT.method, { uri: project });

      const said = new Set<string>();
      const hear = async (method: string, params: unknown): Promise<void> => {
        for (const line of await ask(method, params)) said.add(line.trim());
      };
      const kinds = everyRequest({ ...client.promised }).filter(({ method }) => method !== LIBRARY);
      const isOwn = ({ method }: RequestKind): boolean => method.startsWith('tenon/');
      for (const kind of kinds.filter(isOwn))
        await hear(kind.method, kind.params(project, { line: 0, character: 0 }));
      const words = new Set<string>();
      const names = new Set<string>();
      for (const [path, text] of texts) {
        const uri = client.uri(path);
        for (const { 0: word, index } of text.matchAll(/[\p{L}_][\w.]*/gu)) {
          if (words.has(word)) continue;
          words.add(word);
          const lines = text.slice(0, index).split('\n');
          const position = { line: lines.length - 1, character: lines.at(-1)!.length };
          for (const kind of kinds.filter((each) => !isOwn(each)))
            await hear(kind.method, kind.params(uri, position));
          const asked = await client.request<PlaceInModel | null>(NAMES_AT.method, { uri, position });
          if (asked?.at) names.add(asked.at.name);
        }
      }
      for (const name of names) {
        await hear(INSPECT.method, { uri: project, name });
        await hear(WHY.method, { uri: project, name });
      }
      expect(said.size).toBeGreaterThan(500);
      // The project is called like its folder, whose name is drawn.
      const written = inOneLine([basename(client.folder), ...texts.values()].join('\n'));
      const isWritten = (line: string): boolean =>
        written.includes(inOneLine(line.replace(/^(?:- |<- |\/\/\/ |列 )/u, '')));
      const english = [...said].filter(
        (line) => ENGLISH.test(line.replaceAll(SAME, '…')) && !isWritten(line),
      );
      expect(english).toEqual([]);
    },
    120_000,
  );
});
