import { expect, it, vi } from 'vitest';
import { Project } from '../../language/index.ts';
import { WordIndex } from './word-index.ts';

it('finds the files that can mention a name, and reads only what was set since', () => {
  const project = new Project();
  for (let index = 0; index < 50; index++)
    project.setFile(`f${index}.tenon`, `package p${index}\nentity e${index} { key: id }\n`);
  project.setFile('odd.tenon', 'package odd\nentity `card holder` { key: id }\n');
  const words = new WordIndex();
  expect(words.filesWith(['e7'], project)).toEqual(['f7.tenon']);
  expect(words.filesWith(['card holder'], project)).toEqual(['odd.tenon']);
  expect(words.filesWith(['id'], project)).toHaveLength(51);
  expect(words.read).toBe(51);
  project.setFile('f7.tenon', 'package p7\n');
  project.deleteFile('f8.tenon');
  expect(words.filesWith(['e7', 'e8', 'e9'], project)).toEqual(['f9.tenon']);
  expect(words.read).toBe(52);
});

it('looks at no other file when one was set, and finds files with all of several words', () => {
  const project = new Project();
  for (let index = 0; index < 50; index++)
    project.setFile(`f${index}.tenon`, `package p${index}\nentity e${index % 2} { key: id }\n`);
  const words = new WordIndex();
  expect(words.filesWithAll(['e1', 'p7'], project)).toEqual(['f7.tenon']);
  expect(words.filesWithAll(['e1', 'p8'], project)).toEqual([]);
  expect(words.filesWithAll([], project)).toEqual([]);
  project.setFile('f7.tenon', 'package p7\nentity e0 { key: id }\n');
  const files = vi.spyOn(project, 'files', 'get');
  expect(words.filesWith(['p7', 'p8'], project)).toEqual(['f7.tenon', 'f8.tenon']);
  expect(words.filesWithAll(['e1', 'p7'], project)).toEqual([]);
  expect(files).toHaveBeenCalledTimes(1);
});

it('is the same after many edits as made anew', () => {
  const project = new Project();
  const words = new WordIndex();
  const texts = ['entity a { key: b }\n', 'entity b { key: c }\n', 'entity c { key: a }\n', ''];
  for (let step = 0; step < 200; step++) {
    const path = `f${(step * 7) % 11}.tenon`;
    if (step % 5 === 4) project.deleteFile(path);
    else project.setFile(path, texts[(step * 3) % texts.length]!);
    for (const word of ['a', 'b', 'c', 'key'])
      expect(words.filesWith([word], project)).toEqual(new WordIndex().filesWith([word], project));
  }
});
