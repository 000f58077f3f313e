import path from 'node:path';
import { expect, it } from 'vitest';
import { executableCandidates } from './find-executable.ts';
import { isOlder } from './find-programs.ts';

it('searches absolute entries of the PATH in their order', () => {
  const environment = { PATH: '/usr/bin:.:bin:/opt/my tools' };
  expect(executableCandidates('terraform', environment, path.posix)).toEqual([
    '/usr/bin/terraform',
    '/opt/my tools/terraform',
  ]);
  expect(executableCandidates('/x/python3', environment, path.posix)).toEqual(['/x/python3']);
  expect(executableCandidates('terraform', {}, path.posix)).toEqual([]);
});

it('takes real programs on Windows, and no batch files, which need a shell', () => {
  const environment = { Path: 'C:\\Windows;"D:\\my tools";relative' };
  expect(executableCandidates('terraform', environment, path.win32)).toEqual([
    'C:\\Windows\\terraform.exe', 'C:\\Windows\\terraform.com', 'D:\\my tools\\terraform.exe', 'D:\\my tools\\terraform.com',
  ]); // prettier-ignore
  expect(executableCandidates('D:\\py\\python.exe', environment, path.win32)).toEqual(['D:\\py\\python.exe']);
});

it('compares versions by number', () => {
  expect(isOlder('1.9.8', '1.11')).toBe(true);
  expect(isOlder('1.11.0', '1.11')).toBe(false);
  expect(isOlder('2.0.0-rc1', '1.11')).toBe(false);
});
