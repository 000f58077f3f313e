import { expect, it } from 'vitest';
import { Project, type FactReaders } from '../../language/index.ts';
import { NamedFiles } from './named-files.ts';

const MODEL = (name: string): string =>
  `package ${name}\n\nmodel net {\n  artifact: "${name}.onnx"\n  input x : float32[1]\n  output y : float32[1]\n}\n`;

/** A project of two models, and a disk that counts what is asked. */
function world(): { project: Project; there: Set<string>; asked: string[]; readers: FactReaders } {
  const project = new Project();
  for (const name of ['one', 'two']) project.setFile(`${name}.tenon`, MODEL(name));
  const there = new Set<string>(['one.onnx', 'two.onnx']);
  const asked: string[] = [];
  const readers: FactReaders = {
    fileSystem: {
      list: async () => [],
      read: async () => new Uint8Array(),
      exists: async (path) => {
        asked.push(path);
        return there.has(path);
      },
      identity: async (path) => path,
    },
    readSignature: async () => ({ signature: { inputs: [], outputs: [] } }),
  };
  return { project, there, asked, readers };
}

it('are looked at for the models that were edited, and those of others stay known', async () => {
  const { project, there, asked, readers } = world();
  const files = new NamedFiles();
  expect(await files.look(() => project, readers, undefined)).toBe(true);
  expect(asked).toEqual(expect.arrayContaining(['one.onnx', 'two.onnx']));
  asked.length = 0;
  there.delete('one.onnx');
  there.delete('two.onnx');
  expect(await files.look(() => project, readers, ['one.tenon'])).toBe(true);
  expect(asked).not.toContain('two.onnx');
  expect([project.facts.exists('one.onnx'), project.facts.exists('two.onnx')]).toEqual([false, true]);
  // Whoever looks at everything sees what nobody told of.
  expect(await files.look(() => project, readers, undefined)).toBe(true);
  expect(project.facts.exists('two.onnx')).toBe(false);
  expect(await files.look(() => project, readers, undefined)).toBe(false);
});

it('are forgotten when no model names them any more', async () => {
  const { project, readers } = world();
  const files = new NamedFiles();
  await files.look(() => project, readers, undefined);
  project.deleteFile('two.tenon');
  expect(await files.look(() => project, readers, undefined)).toBe(true);
  expect(project.facts.exists('two.onnx')).toBeUndefined();
});

it('are all looked at for a project that was read anew, whichever models were edited', async () => {
  const first = world();
  const files = new NamedFiles();
  await files.look(() => first.project, first.readers, undefined);
  const { project } = world();
  expect(await files.look(() => project, first.readers, ['one.tenon'])).toBe(true);
  expect(project.facts.exists('two.onnx')).toBe(true);
});

it('take turns: the look that was asked for last has the last word', async () => {
  const { project, there, readers } = world();
  const files = new NamedFiles();
  const looks = [files.look(() => project, readers, undefined)];
  project.setFile('three.tenon', MODEL('three'));
  there.add('three.onnx');
  looks.push(files.look(() => project, readers, ['three.tenon']));
  await Promise.all(looks);
  expect(project.facts.exists('three.onnx')).toBe(true);
  expect(project.facts.exists('one.onnx')).toBe(true);
});
