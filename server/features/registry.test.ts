import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FEATURES } from './registry.ts';

it('lists the feature of every folder, under the name of the folder', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(FEATURES.map(({ id }) => id)).toEqual(folders.map(({ name }) => name).sort());
});
