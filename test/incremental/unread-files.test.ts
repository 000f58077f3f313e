import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Project } from '../../language/index.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');

function textsOf(folder: string): [path: string, text: string][] {
  return readdirSync(join(EXAMPLES, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\w\.tenon$/u.test(path))
    .sort()
    .map((path) => [path, readFileSync(join(EXAMPLES, folder, path), 'utf8')]);
}

const TEXTS = [...textsOf('flights'), ...textsOf('gallery')];

const readCount = (project: Project): number =>
  [...project.files.values()].filter(({ isRead }) => isRead).length;

describe('a file that is not read', () => {
  it('is read when what it declares is looked up, and not before', () => {
    const project = new Project();
    project.addFile('a.tenon', 'package shop.a\n\nentity card { key: card_id }\n');
    project.addFile('b.tenon', 'package shop.b\n\nimport shop.a.{ card }\n');
    project.addFile('c.tenon', 'package shop.c\n\nentity other { key: id }\n');
    expect(readCount(project)).toBe(0);
    expect(project.checkFile('b.tenon').map(({ message }) => message)).toEqual([
      expect.stringContaining('card'),
    ]);
    expect([...project.files.values()].map(({ isRead }) => isRead)).toEqual([true, true, false]);
    expect(project.environments()).toEqual([]);
    expect(readCount(project)).toBe(2);
  });

  it('is found by what it declares in every way in which one can ask', () => {
    const asked = (ask: (project: Project) => unknown): boolean => {
      const project = new Project();
      project.addFile('a.tenon', 'package shop.a\n\nentity Bank_Card { key: id }\n');
      ask(project);
      return readCount(project) === 1;
    };
    const names = (project: Project): Project['analysis']['project'] => project.analysis.project;
    expect(asked((project) => names(project).hasPackage('shop.a'))).toBe(false);
    expect(asked((project) => names(project).namesOf('shop.a'))).toBe(false);
    expect(asked((project) => names(project).declared('shop.a', 'bank_card'))).toBe(false);
    expect(asked((project) => names(project).declared('shop.a', 'Bank_Card'))).toBe(true);
    expect(asked((project) => names(project).ofKind('entity'))).toBe(true);
    expect(asked((project) => [...names(project).everyOfKind('entity')])).toBe(true);
    expect(asked((project) => names(project).alike('bankcard'))).toBe(true);
    expect(asked((project) => names(project).anywhere('Bank_Card'))).toBe(true);
    expect(asked((project) => names(project).file('a.tenon'))).toBe(true);
    expect(asked((project) => [...names(project).kindsOf('shop.a')])).toBe(true);
    expect(asked((project) => names(project).files)).toBe(true);
  });

  it('can be set and deleted like any other', () => {
    const project = new Project();
    project.addFile('a.tenon', 'package shop.a\n\nentity card { key: card_id }\n');
    project.addFile('b.tenon', 'package shop.b\n\nimport shop.a.{ card }\n');
    project.deleteFile('a.tenon');
    expect(project.analysis.project.hasPackage('shop.a')).toBe(false);
    project.setFile('b.tenon', 'package shop.b\n\nentity card { key: card_id }\n');
    expect(project.check()).toEqual([]);
    expect(project.copy().check()).toEqual([]);
  });

  it('brings the same findings as one that is read at once, also where texts are damaged and whoever asks first', () => {
    const damage = fc.record({
      file: fc.nat(TEXTS.length - 1),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      length: fc.integer({ min: 0, max: 12 }),
      text: fc.constantFrom('', '{', '}', '"', '"""', '/*', '\n', 'model x', ' y.', '\nsource swipes'),
    });
    fc.assert(
      fc.property(fc.array(damage, { maxLength: 4 }), fc.nat(TEXTS.length - 1), (damages, first) => {
        const texts = new Map(TEXTS);
        for (const { file, at, length, text } of damages) {
          const [path] = TEXTS[file]!;
          const before = texts.get(path)!;
          const start = Math.floor(at * before.length);
          texts.set(path, before.slice(0, start) + text + before.slice(start + length));
        }
        const [later, atOnce] = [new Project(), new Project()];
        for (const [path, text] of texts) {
          later.addFile(path, text);
          atOnce.setFile(path, text);
        }
        later.checkFile(TEXTS[first]![0]);
        later.check();
        expect(later.check()).toEqual(atOnce.check());
      }),
      { numRuns: 12, seed: 20_261_121 },
    );
  });
});
