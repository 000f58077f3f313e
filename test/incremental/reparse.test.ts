import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { AstNode, CompositeCstNode, CstNode } from 'langium';
import { describe, expect, it } from 'vitest';
import { parseFile, type ParsedFile } from '../../language/parser/index.ts';
import { reparse } from '../../language/parser/reparse.ts';

const GALLERY = join(import.meta.dirname, '../../examples/gallery');
const texts = readdirSync(GALLERY, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.tenon'))
  .map(({ name }) => readFileSync(join(GALLERY, name), 'utf8'));
const words = [
  ...new Set(texts.join(' ').match(/[\w.]+|[^\w\s]/gu) ?? []),
  '\n',
  '\n// note\n',
  '\nentity e { key: k }\n',
];
/** Edits that are tried; the long run sets it to a larger number. */
const EDITS = Number(process.env['TENON_EDITS'] ?? 400);

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const edit = fc.record({ at: share, removed: fc.nat(20), word: share, inserts: fc.boolean() });
const pick = <T>(items: readonly T[], at: number): T => items[Math.floor(at * items.length)]!;

describe('an edited text', () => {
  it('is read as it would be as a whole', () => {
    let parts = 0;
    const text = fc.record({ first: share, second: share, windows: fc.boolean() });
    fc.assert(
      fc.property(
        text,
        fc.array(edit, { minLength: 4, maxLength: 4 }),
        ({ first, second, windows }, edits) => {
          let now = `${pick(texts, first)}\n${pick(texts, second).replaceAll(/^(?:package|import).*$/gmu, '')}`;
          if (windows) now = now.replaceAll('\n', '\r\n');
          let parsed = parseFile(now);
          for (const { at, removed, word, inserts } of edits) {
            const start = Math.floor(at * now.length);
            const next =
              now.slice(0, start) + (inserts ? pick(words, word) : '') + now.slice(start + removed);
            const edited = reparse(parsed, now, next, parseFile);
            if (edited) parts++;
            if (edited)
              expect(JSON.stringify(everything(edited))).toBe(JSON.stringify(everything(parseFile(next))));
            parsed = edited ?? parseFile(next);
            now = next;
          }
        },
      ),
      { numRuns: EDITS / 4, seed: 20_261_121 },
    );
    expect(parts).toBeGreaterThan(EDITS / 8);
  });

  it('keeps the statements that were not edited, where they stand now', () => {
    const old = many(8);
    const before = parseFile(old);
    const text = old.replace('location: "3"', 'location: "three"\n  format: csv');
    const after = reparse(before, old, text, parseFile)!;
    const kept = after.file.statements.map((each) => before.file.statements.includes(each));
    expect(kept).toEqual([true, true, false, false, false, true, true, true]);
    expect(after.file.statements.at(-1)!.$cstNode!.text).toBe('source s7 {\n  location: "7"\n}');
  });

  it('keeps no statement of which the comment above was edited', () => {
    const old = many(8).replace('source s4', '/// Cards.\nsource s4');
    const before = parseFile(old);
    const after = reparse(before, old, old.replace('Cards', 'Swipes'), parseFile)!;
    expect(after.file.statements[4]).not.toBe(before.file.statements[4]);
    expect(after.file.statements[7]).toBe(before.file.statements[7]);
  });

  it.each([
    ['an open brace', (text: string) => text.replace('location: "3"\n}', 'location: "3"')],
    ['an open comment', (text: string) => text.replace('source s3', '/* source s3')],
    ['an import', (text: string) => `import a.b\n${text}`],
  ])('is read as a whole with %s', (_, edited) => {
    const old = many(8);
    expect(reparse(parseFile(old), old, edited(old), parseFile)).toBeUndefined();
  });
});

const many = (count: number): string =>
  Array.from({ length: count }, (_, index) => `source s${index} {\n  location: "${index}"\n}\n`).join('\n');

/** The whole tree with all its places, and the problems. */
function everything({ file, problems }: ParsedFile): unknown {
  return { problems, syntax: syntax(file.$cstNode!), tree: tree(file) };
}

function syntax(node: CstNode): unknown {
  const { offset, end, range } = node;
  if (!('content' in node)) return [offset, end, range, node.text];
  const { content } = node as CompositeCstNode;
  return [offset, end, range, content.map((each) => [each.container === node, syntax(each)])];
}

function tree(node: AstNode): unknown {
  const isNode = (value: unknown): value is AstNode =>
    typeof value === 'object' && value !== null && '$type' in value;
  const inside = (value: unknown): unknown =>
    isNode(value) ? [value.$container === node, value.$containerIndex, tree(value)] : value;
  const entries = Object.entries(node).filter(([name]) => !/^\$(?:container|cstNode|document)/u.test(name));
  return entries
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(inside) : inside(value)])
    .sort();
}
