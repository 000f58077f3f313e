import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as own from './node-path.ts';

const PATHS = [
  '',
  '/',
  'a',
  '/a',
  'a/b',
  '/a/b/',
  'a/../b',
  '../a',
  '/..',
  '/a/./b//c.tar.gz',
  '.hidden',
  'a/.b',
];

describe('paths without Node', () => {
  it.each(PATHS)('are the same for %j', (path) => {
    expect(own.dirname(path)).toBe(posix.dirname(path));
    expect(own.basename(path)).toBe(posix.basename(path));
    expect(own.basename(path, '.gz')).toBe(posix.basename(path, '.gz'));
    expect(own.extname(path)).toBe(posix.extname(path));
    expect(own.isAbsolute(path)).toBe(posix.isAbsolute(path));
    for (const other of PATHS) {
      expect(own.join(path, other)).toBe(posix.join(path, other).replace(/(?<=.)\/$/u, ''));
      const [from, to] = [`/x/${path}`, `/x/${other}`];
      expect(own.relative(from, to)).toBe(posix.relative(from, to));
      expect(own.resolve('/', path, other)).toBe(posix.resolve('/', path, other));
    }
  });
});
