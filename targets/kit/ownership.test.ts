import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decide } from './change-set.ts';
import { hasConflictMarkers, mergeTexts } from './merge.ts';
import { planChanges, type Change, type DiskEntry, type GeneratedFile } from './ownership.ts';
import {
  basePath,
  MANIFEST_PATH,
  parseManifest,
  printManifest,
  type OwnershipManifest,
} from './ownership-manifest.ts';
import { missingTool, runTool } from './testing/tools.ts';
import { unifiedDiff } from './unified-diff.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const wanted = (path: string, text: string): GeneratedFile => ({
  path,
  target: 'a',
  content: { text, sha256: hash(text) },
});
const onDisk = (text: string): DiskEntry => ({ kind: 'file', text, sha256: hash(text) });
const manifestOf = (texts: Readonly<Record<string, string>>): OwnershipManifest => ({
  files: new Map(Object.entries(texts).map(([path, text]) => [path, { target: 'a', sha256: hash(text) }])),
});

const planOf = (
  generated: Readonly<Record<string, string>>,
  written: Readonly<Record<string, string>>,
  found: Readonly<Record<string, DiskEntry>>,
  bases: readonly string[] = Object.values(written),
): readonly Change[] =>
  planChanges({
    generated: Object.entries(generated).map(([path, text]) => wanted(path, text)),
    manifest: manifestOf(written),
    disk: new Map(Object.entries(found)),
    base: (sha256) => bases.find((text) => hash(text) === sha256),
    inScope: () => true,
  });

describe('the plan for a file', () => {
  it.each<[string, string | undefined, string | undefined, DiskEntry | undefined, object]>([
    ['new', 'x', undefined, undefined, { change: 'create' }],
    ['removed by hand', 'x', 'x', undefined, { change: 'create' }],
    ['the same', 'x', 'x', onDisk('x'), { change: 'unchanged' }],
    ['the same, but unknown', 'x', undefined, onDisk('x'), { change: 'unchanged' }],
    ['untouched', 'y', 'x', onDisk('x'), { change: 'update' }],
    ['edited, model as before', 'x', 'x', onDisk('z'), { change: 'edited' }],
    [
      'edited, model changed',
      'y',
      'x',
      onDisk('z'),
      { change: 'conflict', why: 'edited', choices: ['merge', 'keep', 'replace'] },
    ],
    ['edited to what the model says', 'y', 'x', onDisk('y'), { change: 'unchanged' }],
    [
      'foreign',
      'y',
      undefined,
      onDisk('z'),
      { change: 'conflict', why: 'foreign', choices: ['keep', 'replace'] },
    ],
    [
      'no text any more',
      'y',
      'x',
      { kind: 'file', sha256: hash('z') },
      { change: 'conflict', choices: ['keep', 'replace'] },
    ],
    [
      'a folder',
      'y',
      'x',
      { kind: 'obstacle', what: 'it is a folder' },
      { change: 'blocked', what: 'it is a folder' },
    ],
    ['abandoned', undefined, 'x', onDisk('x'), { change: 'remove' }],
    ['abandoned and edited', undefined, 'x', onDisk('z'), { change: 'orphan' }],
    [
      'abandoned and replaced by a link',
      undefined,
      'x',
      { kind: 'obstacle', what: 'it is a link' },
      { change: 'orphan' },
    ],
    ['abandoned and gone', undefined, 'x', undefined, { change: 'gone' }],
  ])('that is %s', (_, generated, written, found, expected) => {
    const plan = planOf(
      generated === undefined ? {} : { f: generated },
      written === undefined ? {} : { f: written },
      found === undefined ? {} : { f: found },
    );
    expect(plan).toMatchObject([{ path: 'f', ...expected }]);
  });

  it('offers no merge without the text that was generated before', () => {
    expect(planOf({ f: 'y' }, { f: 'x' }, { f: onDisk('z') }, [])).toMatchObject([
      { choices: ['keep', 'replace'] },
    ]);
  });

  it('offers no merge into a file that still holds the conflicts of the last one', () => {
    const { text } = mergeTexts('x', 'mine', 'theirs');
    expect(planOf({ f: 'y' }, { f: 'x' }, { f: onDisk(text) })).toMatchObject([
      { choices: ['keep', 'replace'] },
    ]);
  });
});

describe('deciding', () => {
  const written = { f: 'x', g: 'x', h: 'old' };
  const plan = planOf({ f: 'y', g: 'y' }, written, { f: onDisk('mine'), g: onDisk('x'), h: onDisk('old') });
  const decideWith = (choice: 'keep' | 'replace' | undefined) =>
    decide({
      plan,
      manifest: manifestOf(written),
      traces: [],
      state: new Map([[MANIFEST_PATH, 'before']]),
      bases: new Set([hash('x'), hash('old')]),
      choose: () => choice,
      hash,
    });

  it('writes nothing until every conflict is settled', () => {
    expect(decideWith(undefined)).toMatchObject({ unsettled: [{ path: 'f' }] });
  });

  it('keeps bases as long as something can be merged with them', () => {
    const decision = decideWith('keep');
    if (!('changes' in decision)) throw new Error('unsettled');
    expect(decision.changes.writes.map((write) => write.path)).toEqual([
      '.tenon/.gitignore', basePath(hash('y')), MANIFEST_PATH, 'g',
    ]); // prettier-ignore
    expect(decision.changes.removes.map((remove) => remove.path)).toEqual([basePath(hash('old')), 'h']);
  });

  it('refuses a choice that is not offered', () => {
    expect(() =>
      decide({
        plan: planOf({ f: 'y' }, {}, { f: onDisk('z') }),
        manifest: manifestOf({}),
        traces: [],
        state: new Map(),
        bases: new Set(),
        choose: () => 'merge',
        hash,
      }),
    ).toThrow("can't be settled");
  });
});

describe('the manifest', () => {
  it('survives as a file, and says when it did not', () => {
    const manifest = manifestOf({ 'b "x"': '1', a: '2' });
    const printed = printManifest(manifest);
    const parsed = parseManifest(printed);
    expect('manifest' in parsed && [...parsed.manifest.files].sort()).toEqual([...manifest.files].sort());
    for (const text of [
      '',
      '{',
      '[]',
      'null',
      '{"version":2,"files":{}}',
      '{"version":1,"files":{"a":{"target":"a","sha256":"x"}}}',
    ]) {
      expect(parseManifest(text)).toHaveProperty('problem');
    }
  });
});

describe('merging', () => {
  const base = 'a\nb\nc\nd\ne\n';
  it('joins what both sides changed', () => {
    expect(mergeTexts(base, 'A\nb\nc\nd\ne\n', 'a\nb\nc\nd\nE\nf\n')).toEqual({
      text: 'A\nb\nc\nd\nE\nf\n',
      conflicts: 0,
    });
    expect(mergeTexts(base, 'X\nb\nc\nd\ne\n', 'X\nb\nc\nd\ne\n')).toEqual({
      text: 'X\nb\nc\nd\ne\n',
      conflicts: 0,
    });
  });

  it('marks what they changed differently', () => {
    const merged = mergeTexts(base, 'a\nb\nmine\nd\ne\n', 'a\nb\ntheirs\nd\ne');
    expect(merged).toEqual({
      conflicts: 1,
      text: 'a\nb\n<<<<<<< your edits\nmine\n=======\ntheirs\n>>>>>>> model\nd\ne',
    });
    expect(hasConflictMarkers(merged.text)).toBe(true);
    expect(hasConflictMarkers(base)).toBe(false);
  });

  it('begins markers on lines of their own', () => {
    expect(mergeTexts('a', 'b', 'c').text).toBe('<<<<<<< your edits\nb\n=======\nc\n>>>>>>> model\n');
  });
});

describe('the unified diff', () => {
  const git = missingTool('git', ['--version']);
  it.skipIf(git)(`is one that git applies${git ? ` (${git})` : ''}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenon-diff-'));
    try {
      const old = { changed: 'a\nb\nc\n', 'with blank': 'x', removed: 'r\n', 'kopie ö': '1\n' };
      for (const [path, text] of Object.entries(old)) writeFileSync(join(folder, path), text);
      const next = { changed: 'a\nB\nc\nd', 'with blank': 'x\n', created: 'new\n', 'kopie ö': '2\n' };
      const diff = unifiedDiff(
        {
          writes: Object.entries(next).map(([path, text]) => ({
            path,
            content: { text, sha256: hash(text) },
            expected: path === 'created' ? null : hash(old[path as keyof typeof old]),
          })),
          removes: [
            { path: 'removed', expected: hash('r\n') },
            { path: '.tenon/base/x', expected: undefined },
          ],
        },
        new Map(Object.entries(old).map(([path, text]) => [path, onDisk(text)])),
      );
      expect(diff).not.toContain('.tenon');
      runTool('git', ['-C', folder, 'apply', '-'], diff);
      const now = Object.fromEntries(
        Object.keys(next).map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
      );
      expect(now).toEqual(next);
      expect(() => readFileSync(join(folder, 'removed'))).toThrow('ENOENT');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names copied files', () => {
    const write = { path: 'm.onnx', content: { copyOf: 'models/m.onnx', sha256: hash('m') }, expected: null };
    expect(unifiedDiff({ writes: [write], removes: [] }, new Map())).toBe(
      'diff --git a/m.onnx b/m.onnx\nBinary files /dev/null and b/m.onnx differ\n',
    );
  });
});
