import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspClient } from '../lsp/lsp-client.ts';
import { readCase, VARIANTS, type Expectation, type MarkedCase, type Variant } from './marked-case.ts';
import { findingsOf, QUESTIONS, type AskedCase } from './questions.ts';

const CASES = join(import.meta.dirname, 'cases');
const NAMES = readdirSync(CASES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tenon'))
  .map((name) => name.replaceAll('\\', '/'))
  .sort();

interface Placed {
  readonly name: string;
  readonly variant: Variant;
  readonly folder: string;
  readonly marked: MarkedCase;
}

const PLACED: readonly Placed[] = NAMES.flatMap((name) =>
  VARIANTS.map((variant, index) => ({
    name,
    variant,
    folder: `${name.slice(0, -'.tenon'.length)} ${index}`,
    marked: readCase(readFileSync(join(CASES, name), 'utf8'), variant),
  })),
);

describe('marked texts, over stdio', () => {
  let client: LspClient;
  beforeAll(async () => {
    const files: Record<string, string> = {};
    for (const { folder, marked } of PLACED) {
      files[`${folder}/tenon.json`] = '{ "language": 1 }\n';
      for (const [path, text] of marked.files) files[`${folder}/${path}`] = text;
    }
    client = await LspClient.start(files, {
      textDocument: { diagnostic: {} },
      workspace: { diagnostics: { refreshSupport: true } },
    });
  });
  afterAll(() => client.stop());

  it('has cases for every question', () => {
    const asked = new Set(PLACED.flatMap(({ marked }) => marked.expectations.map(({ verb }) => verb)));
    expect(Object.keys(QUESTIONS).filter((verb) => !asked.has(verb))).toEqual([]);
  });

  describe.each(NAMES)('%s', (name) => {
    it.each(PLACED.filter((each) => each.name === name))('$variant', async ({ folder, marked, variant }) => {
      const asked: AskedCase = { client, folder, marked };
      for (const [path, text] of marked.files)
        if (path.endsWith('.tenon')) await client.open(`${folder}/${path}`, text);
      await compareFindings(asked);
      for (const expectation of marked.expectations) await compare(asked, expectation);
      if (marked.formatted !== undefined && variant !== 'behind wide characters')
        await compareFormatted(asked);
      expect(client.log).toEqual([]);
    });
  });
});

/** Every finding of the case is expected, and every expected one is there. */
async function compareFindings(asked: AskedCase): Promise<void> {
  const { files, expectations } = asked.marked;
  const found: string[] = [];
  for (const path of files.keys())
    if (path.endsWith('.tenon')) found.push(...(await findingsOf(asked, path)));
  const wanted = expectations
    .filter(({ verb }) => verb === 'finding')
    .map(({ marker, wanted: code }) => `${marker} ${code}`);
  expect(found.sort().join(', '), 'findings').toBe(wanted.sort().join(', '));
}

async function compare(asked: AskedCase, expectation: Expectation): Promise<void> {
  const { verb, marker, operator, wanted, line } = expectation;
  if (verb === 'finding') return;
  const question = QUESTIONS[verb];
  const place = asked.marked.markers.get(marker);
  if (!question || (marker !== '' && !place))
    throw new Error(`line ${line}: there is no ${question ? marker : verb}`);
  const path = place?.path ?? [...asked.marked.files.keys()][0]!;
  const answers = await question(asked, { path, position: place?.range.start ?? { line: 0, character: 0 } });
  const what = `line ${line}: ${verb} ${marker}`;
  const items = wanted.split(', ').map((item) => item.trim());
  if (operator === 'none') expect(answers, what).toEqual([]);
  else if (operator === '->') expect([...answers].sort(), what).toEqual(items.sort());
  else if (operator === '=') expect(answers.join(' | '), what).toBe(wanted);
  else if (operator === '!') expect(answers.join('\n'), what).not.toContain(wanted);
  else if (verb === 'completion' || verb === 'select')
    expect(answers, what).toEqual(expect.arrayContaining(items));
  else expect(answers.join('\n'), what).toContain(wanted);
}

async function compareFormatted({ client, folder, marked }: AskedCase): Promise<void> {
  const [[path, text] = ['', '']] = marked.files;
  const edits = await client.request<TextEdit[]>('textDocument/formatting', {
    textDocument: { uri: client.uri(`${folder}/${path}`) },
    options: { tabSize: 2, insertSpaces: true },
  });
  const document = TextDocument.create('', 'tenon', 0, text);
  expect(TextDocument.applyEdits(document, edits).replaceAll('\r\n', '\n')).toBe(marked.formatted);
}
