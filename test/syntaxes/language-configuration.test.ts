import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface LanguageConfiguration {
  readonly wordPattern: { readonly pattern: string; readonly flags: string };
  readonly folding: { readonly markers: { readonly start: string; readonly end: string } };
  readonly indentationRules: {
    readonly increaseIndentPattern: string;
    readonly decreaseIndentPattern: string;
  };
  readonly onEnterRules: readonly {
    readonly beforeText: string;
    readonly action: { readonly appendText?: string };
  }[];
}

const url = new URL('../../syntaxes/language-configuration.json', import.meta.url);
const configuration = JSON.parse(readFileSync(url, 'utf8')) as LanguageConfiguration;

describe('the language configuration', () => {
  test('a double click takes a name, a quantity, or what is in backticks', () => {
    const { pattern, flags } = configuration.wordPattern;
    const words = 'größe_7d : 500/s `a b` 99.9% card'.match(new RegExp(pattern, `${flags}g`));
    expect(words).toEqual(['größe_7d', '500/s', '`a b`', '99.9%', 'card']);
  });

  test('documentation goes on in the next line', () => {
    const rule = configuration.onEnterRules.find(({ action }) => action.appendText === '/// ');
    expect(new RegExp(rule!.beforeText, 'u').test('  /// Words')).toBe(true);
    expect(new RegExp(rule!.beforeText, 'u').test('  // Words')).toBe(false);
  });

  test('braces indent, also before a comment', () => {
    const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
    expect(new RegExp(increaseIndentPattern, 'u').test('service a { // why')).toBe(true);
    expect(new RegExp(increaseIndentPattern, 'u').test('// service a {')).toBe(false);
    expect(new RegExp(decreaseIndentPattern, 'u').test('  }')).toBe(true);
  });

  test('regions fold', () => {
    expect(new RegExp(configuration.folding.markers.start, 'u').test('// #region Serving')).toBe(true);
    expect(new RegExp(configuration.folding.markers.end, 'u').test('// #endregion')).toBe(true);
  });
});
