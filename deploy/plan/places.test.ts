import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { argumentFor, placeOf, type Places } from './places.ts';
import { shownCommand } from './shown-command.ts';

const posix: Places = {
  project: '/srv/me/航班 demo',
  output: '/srv/me/航班 demo/generated',
  path: path.posix,
};
const windows: Places = {
  project: 'C:\\Users\\me\\航班 demo',
  output: 'C:\\Users\\me\\航班 demo\\generated',
  path: path.win32,
};

describe.each([
  ['posix', posix],
  ['windows', windows],
])('%s', (_style, places) => {
  it('writes places inside the project relative to it, with forward slashes', () => {
    const inside = places.path.join(places.output, 'terraform');
    expect(placeOf(places, inside)).toBe('generated/terraform');
    expect(placeOf(places, places.project)).toBe('.');
    expect(placeOf(places, places.path.join(places.project, '..names', 'x'))).toBe('..names/x');
  });

  it('gives programs relative paths, so that the folders above do not matter', () => {
    expect(argumentFor(places, 'generated/terraform', '.tenon/deploy/work-a/x')).toBe(
      '../../.tenon/deploy/work-a/x',
    );
    expect(argumentFor(places, 'generated', 'generated')).toBe('.');
  });
});

it('keeps places outside of the project absolute', () => {
  expect(placeOf(posix, '/srv/out')).toBe('/srv/out');
  expect(placeOf(windows, 'D:\\out')).toBe('D:\\out');
  expect(placeOf(windows, 'C:\\Users\\me\\out')).toBe('C:\\Users\\me\\out');
  expect(argumentFor(posix, '/srv/out', '.tenon/x')).toBe('/srv/me/航班 demo/.tenon/x');
  expect(argumentFor(windows, 'D:\\out', '.tenon/x')).toBe('C:\\Users\\me\\航班 demo\\.tenon\\x');
});

it('shows commands as a person can repeat them', () => {
  expect(shownCommand(['terraform', 'plan', '-out=../x.tfplan'])).toBe('terraform plan -out=../x.tfplan');
  expect(shownCommand(['a', "it's two", '$HOME', ''])).toBe(`a 'it'\\''s two' '$HOME' ''`);
});
