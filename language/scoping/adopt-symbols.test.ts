import { describe, expect, it } from 'vitest';
import { parseFile } from '../parser/index.ts';
import { adoptSymbols, type AdoptedSymbols } from './adopt-symbols.ts';
import { fileSymbols, type FileSymbols } from './file-symbols.ts';

const symbolsOf = (text: string): FileSymbols => fileSymbols('a.tenon', parseFile(text).file);

const MODEL = `package shop

source swipes {
  schema {
    card_id : string key
    amount  : float64
  }
}

cloud main on aws {
  bucket lake { versioning: on }
  bucket logs {}
}
`;

function edited(from: string, to: string): AdoptedSymbols & { readonly before: FileSymbols } {
  const before = symbolsOf(MODEL);
  return { before, ...adoptSymbols(before, symbolsOf(MODEL.replace(from, to))) };
}

const names = (symbols: readonly { readonly qualifiedName: string }[]): string[] =>
  symbols.map(({ qualifiedName }) => qualifiedName);

describe('a symbol of an edited text', () => {
  it('is the same with all inside when it only moved', () => {
    const before = symbolsOf(MODEL);
    const old = before.declared.map((symbol) => [symbol, ...symbol.all]);
    const { symbols, changed } = adoptSymbols(before, symbolsOf(`// Moved.\n${MODEL}`));
    expect(changed).toEqual([]);
    expect(symbols.declared.map((symbol) => [symbol, ...symbol.all])).toEqual(old);
    expect(symbols.declared[0]!.node.$cstNode!.range.start.line).toBe(3);
  });

  it('is the same when something else stands inside, and so are those inside that did not change', () => {
    const { before, symbols, changed } = edited('versioning: on', 'versioning: off');
    expect(symbols.declared).toEqual(before.declared);
    expect(names(changed)).toEqual(['shop.main', 'shop.main.lake']);
    expect(names(symbols.resources)).toEqual(['shop.main.lake', 'shop.main.logs']);
    expect(symbols.declared[1]!.node.$cstNode!.text).toContain('versioning: off');
  });

  it('learns what came and what went', () => {
    const { before, symbols, changed } = edited('bucket logs {}', 'bucket extra {}');
    expect(names(changed)).toEqual(['shop.main']);
    expect(names(before.resources)).toEqual(['shop.main.lake', 'shop.main.logs']);
    expect(names(symbols.resources)).toEqual(['shop.main.lake', 'shop.main.extra']);
    const [, main] = symbols.declared;
    expect(main!.members.get('extra')!.parent).toBe(main);
    expect(main!.members.has('logs')).toBe(false);
  });

  it('is another one when it is called or is something else', () => {
    const renamed = edited('source swipes', 'source taps');
    expect(renamed.symbols.declared[0]).not.toBe(renamed.before.declared[0]);
    expect(renamed.changed).toEqual([]);
    const other = edited('source swipes', 'dataset swipes');
    expect(other.symbols.declared[0]).not.toBe(other.before.declared[0]);
    const moved = edited('package shop', 'package store');
    expect(moved.symbols.declared[0]).not.toBe(moved.before.declared[0]);
  });

  it('says nothing else while another project has it, too', () => {
    const before = symbolsOf(MODEL);
    const [swipes, main] = before.declared;
    const after = symbolsOf(MODEL.replace('versioning: on', 'versioning: off'));
    const { symbols, changed } = adoptSymbols(before, after, { areShared: true });
    expect(changed).toEqual([]);
    expect(symbols.declared[0]).toBe(swipes);
    expect(symbols.declared[1]).not.toBe(main);
    expect(main!.node.$cstNode!.text).toContain('versioning: on');
  });
});
