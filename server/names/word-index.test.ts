import { expect, it } from 'vitest';
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
