/**
 * Builds the editor's snippets from `snippets/*.tenon`. Each of these is a model that checks clean: what lies
 * between `// begin` and `// end` is the snippet, the rest is what it needs around it. The line `// fill:`
 * names the parts that are typed over, in the order in which the cursor visits them. They have no prefix, so that the
 * editor offers them in *Insert Snippet* and not at every place: where one fits the server offers it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { inChinese } from './docs/chinese-texts.ts';

export interface Snippet {
  readonly description: string;
  readonly body: readonly string[];
}

const folder = fileURLToPath(new URL('../snippets', import.meta.url));

export function readSnippet(text: string): Snippet {
  const head = /^\/\/ (.+)\n\/\/ fill: (.*)\n/u.exec(text);
  const body = /^\/\/ begin\n([\s\S]*?)\n\/\/ end$/mu.exec(text)?.[1];
  if (!head || body === undefined)
    throw new Error('A snippet begins with description and fill, and has begin and end.');
  const [, description, fill] = head as unknown as [string, string, string];
  return { description, body: withStops(body, partsOf(fill)).split('\n') };
}

/** Parts are separated by commas; text in quotes is one part without its quotes. */
const partsOf = (fill: string): string[] =>
  [...fill.matchAll(/"([^"]*)"|([^,\s][^,]*)/gu)].map(([, quoted, bare]) => quoted ?? bare!.trim());

/** The first place of a part is a stop with the part as its text; the others follow what is typed there. */
function withStops(body: string, parts: readonly string[]): string {
  const escaped = body.replaceAll(/[\\$]/gu, String.raw`\$&`);
  const pattern = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`));
  if (pattern.length === 0) return escaped;
  const seen = new Set<string>();
  // A part is a whole word; `3` is neither in `32` nor in `0.3`.
  const words = new RegExp(String.raw`(?<![\p{L}\p{N}_.])(?:${pattern.join('|')})(?![\p{L}\p{N}_.])`, 'gu');
  return escaped.replaceAll(words, (part) => {
    const stop = parts.indexOf(part) + 1;
    if (seen.has(part)) return `$${stop}`;
    seen.add(part);
    return `\${${stop}:${part}}`;
  });
}

export const snippetFiles = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.tenon'))
    .sort()
    .map((name) => join(folder, name));

function snippets(): Readonly<Record<string, Snippet>> {
  const all = snippetFiles().map((file) => [
    basename(file, '.tenon'),
    readSnippet(readFileSync(file, 'utf8')),
  ]);
  return Object.fromEntries(all) as Readonly<Record<string, Snippet>>;
}

/** Texts of the files that the editor reads, by name. */
export async function snippetTexts(): Promise<Readonly<Record<string, string>>> {
  const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return {
    'tenon.code-snippets.json': asJson(snippets()),
    'tenon.zh-cn.code-snippets.json': asJson(await inChinese(snippets())),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(await snippetTexts())) {
    const output = join(folder, name);
    if (!process.argv.includes('--check')) writeFileSync(output, text);
    else if (readFileSync(output, 'utf8') !== text) {
      console.error(`snippets/${name} is not current: run node tools/generate-snippets.ts`);
      process.exitCode = 1;
    }
  }
}
