import { expect, it } from 'vitest';
import { Project } from '../project/project.ts';

const messages = (project: Project): string[] =>
  project.check().map(({ message, help }) => `${message} ${help ?? ''}`);

it('gives the names of a package in one order, whichever file came first', () => {
  const use = 'package use\n\nimport shop.{ nothing_like_it }\n';
  const files = {
    'b.tenon': 'package shop\n\nentity zebra { key: id }\n',
    'a.tenon': 'package shop\n\nentity apple { key: id }\n',
  };
  const found = [Object.entries(files), Object.entries(files).reverse()].map((order) => {
    const project = new Project();
    for (const [path, text] of order) project.setFile(path, text);
    project.setFile('use.tenon', use);
    return messages(project).filter((message) => message.includes('nothing_like_it'));
  });
  expect(found[0]![0]).toContain('apple, zebra');
  expect(found[1]).toEqual(found[0]);
});

it('knows a package as long as a file is in it, though it declares nothing', () => {
  const project = new Project();
  project.setFile('a.tenon', 'package shop\n\nentity apple { key: id }\n');
  project.setFile('b.tenon', 'package shop\n');
  project.setFile('use.tenon', 'package use\n\nimport shop.{ apple }\n');
  project.check();
  project.deleteFile('a.tenon');
  expect(messages(project).join('\n')).toContain('shop declares no apple');
  project.deleteFile('b.tenon');
  expect(messages(project).join('\n')).toContain('no package shop');
});

it('asks only those again about a package that import from it', () => {
  const project = new Project();
  project.setFile('a.tenon', 'package shop\n\nentity apple { key: id }\n');
  for (let index = 0; index < 9; index++)
    project.setFile(`u${index}.tenon`, `package use${index}\n\nimport shop.{ apple }\n`);
  project.setFile('wants.tenon', 'package wants\n\nimport other.{ pear }\n');
  project.check();
  const before = project.work.filesChecked;
  project.setFile('other.tenon', 'package other\n\nentity pear { key: id }\n');
  project.check();
  expect(project.work.filesChecked - before).toBe(2);
});
