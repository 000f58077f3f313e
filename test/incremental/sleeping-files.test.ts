import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { Project } from '../../language/index.ts';

const FLIGHTS = join(import.meta.dirname, '../../examples/flights');

const TEXTS = readdirSync(FLIGHTS, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\w\.tenon$/u.test(path) && !path.includes('generated'))
  .map((path): [path: string, text: string] => [path, readFileSync(join(FLIGHTS, path), 'utf8')]);

const DATA = 'delays/data.tenon';

/** The example, checked and asleep. */
function asleep(): Project {
  const project = new Project();
  for (const [path, text] of TEXTS) project.setFile(path, text);
  project.check();
  sleepAll(project);
  return project;
}

function sleepAll(project: Project): void {
  for (const path of project.files.keys()) project.sleep(path);
}

const awake = (project: Project): string[] =>
  [...project.files.values()].filter(({ isAwake }) => isAwake).map(({ path }) => path);

const textOf = (path: string): string => TEXTS.find(([each]) => each === path)![1];

describe('a file that sleeps', () => {
  it('is not woken by who asks for what is known', () => {
    const project = asleep();
    const before = { ...project.work };
    project.check();
    project.resolve();
    expect(project.environments()).not.toEqual([]);
    expect([...project.analysis.project.everyOfKind('features')].map(({ name }) => name)).not.toEqual([]);
    expect(awake(project)).toEqual([]);
    expect(project.work).toEqual(before);
  });

  it('is woken by who asks for its syntax, and is the same as before', () => {
    const project = asleep();
    const [source] = [...project.analysis.project.everyOfKind('source')];
    const { offset } = source!;
    expect(source!.node.$cstNode!.offset).toBe(offset);
    expect(awake(project)).toEqual([source!.file.path]);
    const file = project.files.get('delays/service.tenon')!;
    expect(file.symbols.imports.length).toBeGreaterThan(0);
    expect(file.symbols.packageNode!.name).toBe(file.symbols.package);
    for (const { node, members } of file.symbols.declared) {
      expect(file.ast.statements).toContain(node);
      for (const member of members.values()) expect(member.node.$container).toBeDefined();
    }
    const fresh = new Project();
    for (const [path, text] of TEXTS) fresh.setFile(path, text);
    const bindingsOf = (of: Project): string[] =>
      of.checked(file.path)!.bindings.map(({ symbol }) => `${symbol.qualifiedName} ${symbol.offset}`);
    expect(bindingsOf(project)).toEqual(bindingsOf(fresh));
  });

  it('learns when what it was made from changes', () => {
    const project = asleep();
    project.takeStale();
    project.setFile(DATA, textOf(DATA).replace('distance', 'distances'));
    expect(project.takeStale().files).toContain('delays/features.tenon');
    const messages = project.check().map(({ file, message }) => `${file}: ${message}`);
    const fresh = new Project();
    for (const [path] of TEXTS) fresh.setFile(path, project.files.get(path)!.text);
    expect(messages).toEqual(fresh.check().map(({ file, message }) => `${file}: ${message}`));
    expect(messages.length).toBeGreaterThan(0);
    // Those that have nothing to do with it go on sleeping.
    expect(awake(project).length).toBeLessThan(TEXTS.length);
  });

  it('can be edited and deleted', () => {
    const project = asleep();
    const [kept] = [...project.analysis.project.everyOfKind('source')];
    project.setFile(DATA, `// A note.\n${textOf(DATA)}`);
    expect(project.check()).toEqual([]);
    expect(kept!.node.$cstNode!.offset).toBeGreaterThan(0);
    sleepAll(project);
    project.deleteFile(DATA);
    expect(kept!.node.$cstNode).toBeDefined();
    expect(project.check().length).toBeGreaterThan(0);
    project.setFile(DATA, textOf(DATA));
    expect(project.check()).toEqual([]);
  });

  it('sleeps in a copy of the project, too, and neither disturbs the other', () => {
    const project = asleep();
    const copy = project.copy();
    copy.setFile(DATA, textOf(DATA).replace('distance', 'distances'));
    expect(copy.check().length).toBeGreaterThan(0);
    sleepAll(project);
    expect(project.check()).toEqual([]);
    sleepAll(project);
    expect(copy.check().length).toBeGreaterThan(0);
    project.setFile(DATA, `${textOf(DATA)}\n// More.\n`);
    expect(project.check()).toEqual([]);
    copy.setFile(DATA, textOf(DATA));
    expect(copy.check()).toEqual([]);
  });

  it('stays awake while something is wrong with its text, or while it waits to be checked', () => {
    const project = new Project();
    project.setFile('broken.tenon', 'package shop\n\nsource rows {\n');
    project.setFile('waits.tenon', 'package shop\n\nentity card { key: id }\n');
    project.checkFile('broken.tenon');
    sleepAll(project);
    expect(awake(project)).toEqual(['broken.tenon', 'waits.tenon']);
  });

  it('keeps nothing of its tree', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const project = new Project();
    for (const [path, text] of TEXTS) project.setFile(path, text);
    project.check();
    const environment = project.environments()[0]!.qualifiedName;
    project.check(environment);
    project.resolve(environment);
    for (const path of project.files.keys()) project.checked(path);
    // A file that sleeps for the second time keeps no more than one that does for the first time.
    sleepAll(project);
    for (const path of project.files.keys()) project.checked(path);
    // The value of a parameter says where it is written.
    const trees = [...project.files.values()]
      .filter(({ text }) => !/\bparam\b/u.test(text))
      .map(({ ast }) => new WeakRef(ast));
    sleepAll(project);
    for (let turn = 0; turn < 3; turn++) {
      await setImmediate();
      collect();
    }
    expect(trees.length).toBeGreaterThan(3);
    expect(trees.filter((tree) => tree.deref()).length).toBe(0);
    expect(awake(project)).toEqual([]);
  });
});
