import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

/** A piece of a line with the scopes that a theme sees. */
export interface ScopedText {
  readonly text: string;
  /** Offset in the whole text. */
  readonly offset: number;
  readonly scopes: readonly string[];
}

const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
const path = new URL('../../syntaxes/tenon.tmLanguage.json', import.meta.url);

export async function loadTextmateGrammar(): Promise<textmate.IGrammar> {
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(path, 'utf8'), 'tenon.tmLanguage.json'),
  });
  const grammar = await registry.loadGrammar('source.tenon');
  if (!grammar) throw new Error('The TextMate grammar could not be loaded.');
  return grammar;
}

export function scopesOf(grammar: textmate.IGrammar, text: string): ScopedText[] {
  const result: ScopedText[] = [];
  let state = textmate.INITIAL;
  let offset = 0;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    for (const { startIndex, endIndex, scopes } of tokens) {
      result.push({ text: line.slice(startIndex, endIndex), offset: offset + startIndex, scopes });
    }
    state = ruleStack;
    offset += line.length + 1;
  }
  return result;
}
