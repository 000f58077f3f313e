import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { unreadDeclarations } from '../guarded-element.ts';
import type { Target } from '../target.ts';
import { danglingOrigins, undeclaredCodes, untidyFiles, untracedNames } from './case-checks.ts';
import { readFiles, recordFiles, subfolders, type FileSet } from './case-files.ts';
import { runCase, type CaseRun, type LoadCase } from './case-run.ts';
import { reverseDeclarations } from './declarations.ts';

export type { LoadCase, LoadedCase } from './case-run.ts';

export interface CaseOptions {
  readonly target: Target;
  /** URL of the folder `cases`: `new URL('./cases/', import.meta.url)`. */
  readonly cases: URL;
  readonly load: LoadCase;
  /** Names of elements in the cases that also are words of the output's language. */
  readonly coincidences?: readonly string[];
}

/**
 * Tests a target by its cases: `cases/<case>/{input/, output/, trace.txt, diagnostics.txt}`. The files
 * are compared as a whole set: missing, extra and different ones fail. `RECORD=1` rewrites them.
 */
export function testCases(options: CaseOptions): void {
  const { target, load } = options;
  const folder = fileURLToPath(options.cases);
  const names = subfolders(folder);
  const reads = new Set<string>();
  let casesRun = 0;

  describe(`cases of ${target.manifest.id}`, () => {
    it('are at least three', () => expect(names.length).toBeGreaterThanOrEqual(3));

    describe.each(names)('%s', (name) => {
      const caseFolder = join(folder, name);
      const input = readFiles(join(caseFolder, 'input'));
      const run = (files: FileSet): Promise<CaseRun> =>
        runCase(target, load, files, join(caseFolder, 'input'));

      it('gives the recorded files', async () => {
        const first = await run(input);
        casesRun += 1;
        first.generated.targets.forEach((result) => result.reads.forEach((read) => reads.add(read)));
        const crash = first.generated.targets.find((result) => result.crash !== undefined)?.crash;
        if (crash !== undefined) throw new Error('The target threw.', { cause: crash });
        if (process.env['RECORD']) recordFiles(caseFolder, first.files, 'input');
        const recorded = readFiles(caseFolder);
        const expected = [...recorded].filter(([path]) => !path.startsWith('input/'));
        expect(Object.fromEntries(first.files)).toEqual(Object.fromEntries(expected));
        expect(untidyFiles(first)).toEqual([]);
        expect(undeclaredCodes(first, target.manifest.diagnostics)).toEqual([]);
      });

      it('gives the same on a second run', async () => {
        expect((await run(input)).files).toEqual((await run(input)).files);
      });

      it('gives the same with files in the opposite order', async () => {
        expect((await run(new Map([...input].reverse()))).files).toEqual((await run(input)).files);
      });

      it('gives the same output with declarations in the opposite order', async () => {
        const reversed = await run(changeModels(input, reverseDeclarations));
        const straight = await run(input);
        expect(outputOf(reversed)).toEqual(outputOf(straight));
        expect(messagesOf(reversed)).toEqual(messagesOf(straight));
      });

      it('gives the same with CRLF line ends', async () => {
        const crlf = changeModels(input, (text) => text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n'));
        expect((await run(crlf)).files).toEqual((await run(input)).files);
      });

      it('traces every name of the model in the output back to it', async () => {
        const result = await run(input);
        expect(untracedNames(result, new Set(options.coincidences))).toEqual([]);
        expect(danglingOrigins(result, input)).toEqual([]);
      });
    });

    it('read every property that the manifest declares', ({ skip }) => {
      if (casesRun < names.length) skip('only some of the cases ran');
      expect(unreadDeclarations(target.manifest, reads)).toEqual([]);
    });
  });
}

const changeModels = (input: FileSet, change: (text: string) => string): FileSet =>
  new Map([...input].map(([path, text]) => [path, path.endsWith('.tenon') ? change(text) : text]));

const outputOf = (run: CaseRun): unknown => [...run.files].filter(([path]) => path.startsWith('output/'));

/** Codes and messages; the places move with the declarations. */
const messagesOf = (run: CaseRun): unknown =>
  run.diagnostics.map(({ code, message }) => `${code} ${message}`).sort();
