import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../../language/diagnostics/diagnostic.ts';
import { compareText } from '../../../language/model/origin.ts';
import type { Deployment } from '../../../language/model/release.ts';
import type { System } from '../../../language/model/system.ts';
import { generate, type Generated } from '../generate.ts';
import type { FileFacts, Target } from '../target.ts';
import { printText } from '../text.ts';
import { printTrace, type Trace } from '../trace.ts';
import type { FileSet } from './case-files.ts';

/** Reads a case's input as the product reads a project. `folder` is where its files lie on disk. */
export type LoadCase = (input: FileSet, folder: string) => Promise<LoadedCase>;
export interface LoadedCase {
  readonly system: System;
  readonly diagnostics: readonly Diagnostic[];
  readonly facts: FileFacts;
}

export interface CaseRun {
  readonly system: System;
  readonly generated: Generated;
  readonly diagnostics: readonly Diagnostic[];
  /** `output/…`, `trace.txt` and `diagnostics.txt`, as they are kept in the case's folder. */
  readonly files: FileSet;
}

/**
 * Runs one target over a case. Deployments that emit it are generated below `output/`; when there are
 * several, each has a folder of its name. A model with errors gives diagnostics only.
 */
export async function runCase(
  target: Target,
  load: LoadCase,
  input: FileSet,
  folder: string,
): Promise<CaseRun> {
  const { system, diagnostics: found, facts } = await load(input, folder);
  const deployments = found.some((diagnostic) => diagnostic.severity === 'error')
    ? []
    : deploymentsOf(system, target);
  const several = deployments.length > 1;
  const generated = generate({
    system,
    targets: [target],
    deployments: deployments.map((deployment) => ({
      deployment,
      ...(several ? { folder: deployment.name } : {}),
    })),
    facts,
    only: [target.manifest.id],
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  });
  const diagnostics = [...found, ...generated.targets.flatMap((run) => run.diagnostics)];
  return { system, generated, diagnostics, files: goldenFiles(generated, diagnostics, several) };
}

const deploymentsOf = (system: System, target: Target): readonly Deployment[] =>
  system.elements.filter(
    (element): element is Deployment =>
      element.kind === 'deployment' && element.emit.some((emit) => emit.target === target.manifest.id),
  );

/** Paths in a case leave out the target's own folder, which is the same in all of them. */
function goldenFiles(generated: Generated, diagnostics: readonly Diagnostic[], several: boolean): FileSet {
  const files = new Map<string, string>();
  const traces: Trace[] = [];
  for (const run of generated.targets) {
    const prefix = several ? `${run.deployment.split('.').at(-1)}/` : '';
    for (const file of run.files) {
      // A copied file is named, not repeated: cases stay small and readable.
      if ('text' in file) files.set(`output/${prefix}${file.path}`, printText(file.text));
      else files.set(`output/${prefix}${file.path}.copy`, `copy of ${file.copyOf}\n`);
    }
    const shorten = (path: string): string =>
      prefix + path.slice(run.folder === '' ? 0 : run.folder.length + 1);
    traces.push({
      ...run.trace,
      files: run.trace.files.map((file) => ({ ...file, path: shorten(file.path) })),
    });
  }
  const trace = traces.map(printTrace).filter(Boolean).join('\n');
  if (trace !== '') files.set('trace.txt', trace);
  if (diagnostics.length > 0) files.set('diagnostics.txt', printDiagnostics(diagnostics));
  return new Map([...files].sort(([a], [b]) => compareText(a, b)));
}

/** Readable and stable; places are counted from 1. */
export const printDiagnostics = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .map(({ file, range, severity, code, message, help, related }) => {
      const places = (related ?? []).map(
        (place) => `  at ${place.file}:${place.range.start.line + 1}: ${place.message}`,
      );
      const head = `${file}:${range.start.line + 1}:${range.start.character + 1} ${severity} ${code}: ${message}`;
      return [head, ...(help === undefined ? [] : [`  help: ${help}`]), ...places].join('\n') + '\n';
    })
    .join('');
