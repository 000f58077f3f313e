import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { SystemElement } from '../../../language/model/system.ts';
import type { Target } from '../target.ts';
import { TextBuilder, type Cause } from '../text.ts';
import { danglingOrigins, untracedNames } from './case-checks.ts';
import { readFiles, recordFiles, type FileSet } from './case-files.ts';
import { runCase, type LoadCase } from './case-run.ts';
import { testCases } from './case-runner.ts';
import { reverseDeclarations } from './declarations.ts';
import { channel, deployment, manifest, NO_FACTS, systemOf } from './samples.ts';

/** Reads lines such as `channel oncall`: enough of a language to have files, lines and names. */
const load: LoadCase = (input: FileSet) => {
  const channels: SystemElement[] = [];
  for (const [file, text] of input) {
    text.split(/\r?\n/).forEach((line, index) => {
      const name = /^channel (\w+)/.exec(line)?.[1];
      if (name !== undefined) channels.push(moved(channel(name, index), file));
    });
  }
  const system = systemOf(...channels, deployment(channels, ['toy']));
  return Promise.resolve({ system, diagnostics: [], facts: NO_FACTS });
};
const moved = (element: ReturnType<typeof channel>, file: string): SystemElement => ({
  ...element,
  origin: {
    ...element.origin,
    file,
    range: { start: element.origin.range.start, end: element.origin.range.start },
  },
});

const toy = (causeOf: (element: SystemElement) => Cause): Target => ({
  manifest: manifest('toy', { channel: { carries: 'partial', properties: [], ignored: {} } }),
  transform: (view) => {
    const builder = new TextBuilder().line('channels:');
    for (const element of view.all('channel')) builder.line(`- ${element.name}`, causeOf(element));
    return { files: [{ path: 'list.txt', text: builder.build() }], diagnostics: [] };
  },
});
const good = toy((element) => element);

const folder = mkdtempSync(join(tmpdir(), 'tenon-cases-'));
afterAll(() => rmSync(folder, { recursive: true }));

for (const name of ['one', 'two', 'three']) {
  const input = join(folder, 'cases', name, 'input');
  mkdirSync(input, { recursive: true });
  writeFileSync(join(input, 'a.tenon'), `package shop\n\nchannel ${name}\n\nchannel second\n`);
  writeFileSync(join(input, 'b.tenon'), 'package shop\n\nchannel other\n');
  const { files } = await runCase(good, load, readFiles(input), input);
  recordFiles(join(folder, 'cases', name), files, 'input');
}

testCases({ target: good, cases: pathToFileURL(join(folder, 'cases') + '/'), load });

describe('the case runner', () => {
  const input: FileSet = new Map([['a.tenon', 'package shop\n\nchannel oncall\n']]);

  it('keeps output, trace and diagnostics', async () => {
    const { files } = await runCase(good, load, input, folder);
    expect(Object.fromEntries(files)).toEqual({
      'output/list.txt': 'channels:\n- oncall\n',
      'trace.txt': 'list.txt\n  1         boilerplate\n  2         shop.oncall (a.tenon:3)\n',
    });
  });

  it('finds a forgotten cause', async () => {
    const run = await runCase(
      toy(() => undefined),
      load,
      input,
      folder,
    );
    expect(untracedNames(run, new Set())).toEqual(['oncall (shop.oncall), such as in: - oncall']);
    expect(untracedNames(run, new Set(['oncall']))).toEqual([]);
  });

  it('finds an origin that points nowhere', async () => {
    const run = await runCase(good, load, input, folder);
    expect(danglingOrigins(run, input)).toEqual([]);
    expect(danglingOrigins(run, new Map([['a.tenon', 'package shop\n']]))).toEqual([
      'shop.oncall (a.tenon:3)',
    ]);
  });

  it('records the whole set, and removes what is no longer there', () => {
    const place = join(folder, 'recorded');
    recordFiles(place, new Map([['output/old/a.txt', 'a'], ['input/x', 'x']]), 'input'); // prettier-ignore
    recordFiles(place, new Map([['output/b.txt', 'b']]), 'input');
    expect([...readFiles(place).keys()]).toEqual(['input/x', 'output/b.txt']);
  });
});

describe('declarations', () => {
  it('are put into the opposite order with their comments', () => {
    const text = [
      '// file', 'package shop', 'import a.{', '  b', '}', '', '/// first', 'source a {', '  x: "}"', '  // }', '}', '',
      'param p : int = 1', '', '/* block', 'param fake', '*/', 'raw(x) """', 'param text', '"""', '',
    ].join('\n'); // prettier-ignore
    expect(reverseDeclarations(text).split('\n').filter(Boolean)).toEqual([
      '// file', 'package shop', 'import a.{', '  b', '}',
      '/* block', 'param fake', '*/', 'raw(x) """', 'param text', '"""',
      'param p : int = 1',
      '/// first', 'source a {', '  x: "}"', '  // }', '}',
    ]); // prettier-ignore
  });
});
