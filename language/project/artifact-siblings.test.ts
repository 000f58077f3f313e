import { expect, it } from 'vitest';
import { artifactSiblings } from './artifact-siblings.ts';
import type { ProjectFileSystem } from './file-system.ts';

const fileSystem = (names: readonly string[]): ProjectFileSystem => ({
  list: async () => names.map((name) => ({ name, kind: 'file' as const })),
  read: () => Promise.reject(new Error('nothing is read')),
  exists: async () => true,
  identity: async (folder) => folder,
});

it('finds other versions of a file and weights beside each of them', async () => {
  const names = ['net.onnx', 'net.onnx.data', 'net@4.onnx', 'net@4.onnx.data', 'other@4.onnx', 'net@4.txt'];
  const found = await artifactSiblings(['models/net.onnx'], fileSystem(names));
  expect([...new Set(found.map(({ path }) => path))].sort()).toEqual([
    'models/net.onnx.data',
    'models/net@4.onnx',
    'models/net@4.onnx.data',
  ]);
});
