import { isDeclaration, isImportStatement, isPackageStatement } from '../generated/ast.ts';
import { CLAUSE_WORDS, NOUNS, RESERVED_WORDS } from '../generated/words.ts';
import { GrammarUtils } from 'langium';
import type { ParsedFile } from './index.ts';
import { nameOf, textOfString } from './value-converter.ts';

/** A declaration that stands by itself in a file and has a name. */
export interface ScannedDeclaration {
  readonly noun: string;
  readonly name: string;
  /** Offsets of the noun and of the name in UTF-16 code units. */
  readonly offset: number;
  readonly nameOffset: number;
}

export interface ScannedImport {
  readonly package: string;
  /** Empty when everything is imported. */
  readonly names: readonly { readonly name: string; readonly alias?: string }[];
}

/** What other files can see of a file. */
export interface FileDeclarations {
  readonly package?: string;
  readonly imports: readonly ScannedImport[];
  readonly declarations: readonly ScannedDeclaration[];
}

/**
 * Finds what a file declares without parsing it: nouns at the start of a line outside all brackets, and the names
 * after them. About a hundred times faster than a parse, and equal to it on files without syntax errors.
 * In a file whose brackets do not balance, a declaration at column 0 ends whatever is open, as it does for the parser.
 */
export function scanDeclarations(text: string): FileDeclarations {
  return scanWhole(text) ?? repaired(text);
}

/** The same, for texts whose brackets balance only. */
export function scanWhole(text: string): FileDeclarations | undefined {
  const scan = new Scan(text, false);
  return scan.run() ? scan.result() : undefined;
}

function repaired(text: string): FileDeclarations {
  const scan = new Scan(text, true);
  scan.run();
  return scan.result();
}

/** The same from a parse. While a file has syntax errors only declarations at column 0 count: a broken brace lifts nested ones. */
export function declarationsOf({ file, problems }: ParsedFile): FileDeclarations {
  const declarations: ScannedDeclaration[] = [];
  const imports: ScannedImport[] = [];
  let packageName: string | undefined;
  for (const statement of file.statements) {
    if (isPackageStatement(statement)) packageName ??= statement.name;
    if (isImportStatement(statement) && statement.package !== undefined) {
      const names = statement.names.map(({ name, alias }) => ({
        name,
        ...(alias === undefined ? {} : { alias }),
      }));
      imports.push({ package: statement.package, names });
    }
    const cst = statement.$cstNode;
    if (!isDeclaration(statement) || statement.name === undefined || !cst) continue;
    if (problems.length > 0 && cst.range.start.character > 0) continue;
    const nameOffset = GrammarUtils.findNodeForProperty(cst, 'name')?.offset ?? cst.offset;
    declarations.push({ noun: statement.noun, name: statement.name, offset: cst.offset, nameOffset });
  }
  return { ...(packageName === undefined ? {} : { package: packageName }), imports, declarations };
}

const LETTER = 'A-Za-z_\\u00A1-\\u1FFF\\u2070-\\u2FFF\\u3001-\\uFEFE\\uFF00-\\uFFFD';
const WORD = `[${LETTER}][${LETTER}0-9]*|\`[^\`\\r\\n]*\`?`;
const TEXT = '"""(?:[\\s\\S]*?"""|[^\\r\\n]*)|"(?:\\\\[^\\r\\n]?|[^"\\\\\\r\\n])*"?';
const COMMENT = '//[^\\r\\n]*|/\\*(?:[\\s\\S]*?\\*/|[\\s\\S]*)';
const BLANK = `(?:[ \\t\\f\\v\\uFEFF]|/\\*(?:[^*]|\\*(?!/))*\\*/)*`;
/** Everything that can hide or be a bracket or a line end; the text between is skipped. */
const NEXT = new RegExp(`${COMMENT}|${TEXT}|\`[^\`\\r\\n]*\`?|[{}()[\\]]|\\n|\\r`, 'gu');
const FIRST_WORDS = new RegExp(`(${BLANK})(${WORD})(?:${BLANK}(${WORD}|${TEXT}))?`, 'yu');
const AFTER_NAME = new RegExp(`${BLANK}(${WORD}|${TEXT}|[0-9]|[([]|[^\\s])?`, 'yu');
const PATH = new RegExp(
  `${BLANK}((?:${WORD})(?:${BLANK}\\.${BLANK}(?:${WORD}))*)(?:${BLANK}\\.\\{([^}]*))?`,
  'yu',
);
const IMPORTED = new RegExp(`(${WORD})(?:\\s+as\\s+(${WORD}))?`, 'gu');
const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };

class Scan {
  readonly #text: string;
  readonly #repair: boolean;
  readonly #open: string[] = [];
  readonly #declarations: ScannedDeclaration[] = [];
  readonly #imports: ScannedImport[] = [];
  #package: string | undefined;

  constructor(text: string, repair: boolean) {
    this.#text = text;
    this.#repair = repair;
  }

  result(): FileDeclarations {
    const name = this.#package;
    return {
      ...(name === undefined ? {} : { package: name }),
      imports: this.#imports,
      declarations: this.#declarations,
    };
  }

  /** False when the brackets do not balance and `repair` is off. */
  run(): boolean {
    let lineStart = 0;
    NEXT.lastIndex = 0;
    this.#line(0);
    for (let match = NEXT.exec(this.#text); match; match = NEXT.exec(this.#text)) {
      const found = match[0];
      const next = NEXT.lastIndex;
      if (found === '\n' || found === '\r') {
        lineStart = next;
        this.#line(lineStart);
      } else if (CLOSERS[found]) {
        this.#open.push(CLOSERS[found]);
      } else if (found === '}' || found === ')' || found === ']') {
        if (this.#repair) this.#closeLoosely(found);
        else if (this.#open.pop() !== found) return false;
      }
      NEXT.lastIndex = next;
    }
    return this.#open.length === 0;
  }

  #closeLoosely(closer: string): void {
    const partner = this.#open.lastIndexOf(closer);
    const braces = closer === '}' ? -1 : this.#open.lastIndexOf('}');
    if (partner > braces) this.#open.length = partner;
  }

  #line(start: number): void {
    if (this.#open.length > 0 && !this.#repair) return;
    FIRST_WORDS.lastIndex = start;
    const match = FIRST_WORDS.exec(this.#text);
    if (!match) return;
    const [all, blank, first, second] = match;
    const offset = start + blank!.length;
    if (this.#open.length > 0) {
      const startsDeclaration =
        offset === start &&
        second !== undefined &&
        (NOUNS.has(first!) || ((first === 'package' || first === 'import') && !second.startsWith('"')));
      if (!startsDeclaration) return;
      this.#open.length = 0;
    }
    if (second === undefined) return;
    if (first === 'package' || first === 'import') this.#path(first, offset + first.length);
    else if (NOUNS.has(first!)) this.#declaration(first!, second, offset, start + all.length);
  }

  #path(word: string, offset: number): void {
    PATH.lastIndex = offset;
    const match = PATH.exec(this.#text);
    if (!match) return;
    const path = match[1]!
      .split('.')
      .map((part) => nameOf(part.trim()))
      .join('.');
    if (word === 'package') this.#package ??= path;
    else this.#imports.push({ package: path, names: importedNames(match[2] ?? '') });
  }

  #declaration(noun: string, name: string, offset: number, end: number): void {
    const nameOffset = end - name.length;
    if (RESERVED_WORDS.has(name) || (name === 'in' && this.#isClause(end))) return;
    const after = this.#text[end];
    if (!name.startsWith('"') && (after === '.' || after === '@')) return;
    if (CLAUSE_WORDS.has(name) && this.#isClause(end)) return;
    this.#declarations.push({
      noun,
      name: name.startsWith('"') ? textOfString(name) : nameOf(name),
      offset,
      nameOffset,
    });
  }

  /** `state on s3(…)`, `pool in [a, b]`: the word after the noun has a value, so it is no name. */
  #isClause(end: number): boolean {
    AFTER_NAME.lastIndex = end;
    const next = AFTER_NAME.exec(this.#text)?.[1];
    if (next === undefined || next.startsWith('//')) return false;
    if (next === '(' || next === '[') return this.#text[end] !== next;
    if (/^["0-9]/u.test(next)) return true;
    if (!/^[\p{L}_`]/u.test(next) || CLAUSE_WORDS.has(next) || next === 'in') return false;
    return !RESERVED_WORDS.has(next) || /^(?:true|false|null|not|if)$/u.test(next);
  }
}

function importedNames(list: string): ScannedImport['names'] {
  const plain = list.replace(/\/\/[^\r\n]*|\/\*[^]*?\*\//gu, ' ');
  return [...plain.matchAll(IMPORTED)].map(([, name, alias]) => ({
    name: nameOf(name!),
    ...(alias === undefined ? {} : { alias: nameOf(alias) }),
  }));
}
