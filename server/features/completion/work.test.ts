import { expect, it } from 'vitest';
import { hostOf, modelFile } from '../../testing/model-files.ts';
import { completionsAt } from './completions.ts';

const files = Object.fromEntries(
  Array.from({ length: 400 }, (_, index) => [
    `data/part_${index}.tenon`,
    `package big.part_${index}\n\nentity card_${index} { key: id }\n`,
  ]),
);
const PATH = 'main.tenon';

/** Every text of the project that is looked into while something is done. */
async function readDuring(text: string, offset: number): Promise<{ read: number; checked: number }> {
  const host = hostOf({ ...files, [PATH]: text });
  let read = 0;
  for (const [path, file] of host.project.files) {
    if (path === PATH) continue;
    const { text: own } = file;
    Object.defineProperty(file, 'text', { get: () => (read++, own) });
  }
  const before = host.project.work.filesChecked;
  await completionsAt(modelFile(host, PATH), offset, { most: 150, foundBelow: () => new Set() });
  return { read, checked: host.project.work.filesChecked - before };
}

it.each([
  ['a name of any package', 'package a\n\nfeatures x of c'],
  [
    'a column',
    'package a\n\nsource s { schema { amount : float64 } }\nfeatures x of c from s {\n  y = avg(a',
  ],
  ['a property', 'package a\n\nsource s {\n  f'],
  ['a package', 'package a\n\nimport big.'],
  ['a declaration', 'package a\n\nf'],
])('reads and checks no other file for %s', async (_, text) => {
  expect(await readDuring(text, text.length)).toEqual({ read: 0, checked: 0 });
});
