import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import {
  appendHistory, compareModels, modelAtRevision,
  type BenchmarkProblem, type BenchmarkRequest, type Contender, type LabelSource, type Progress,
} from '../../bench/index.ts'; // prettier-ignore
import type { System } from '../../language/index.ts';
import { shippedHosts } from './measure.ts';
import type { Measured } from './measured.ts';
import type { Subject } from './subjects.ts';

export interface CompareOptions {
  /** What to compare with: a file, a model of the project, or a git revision. */
  readonly reference: string;
  /** Absolute path. */
  readonly project: string;
  /** Copies of earlier versions may be kept in the project. */
  readonly keepHistory: boolean;
  readonly cwd: string;
  readonly system: System | undefined;
  readonly labels: LabelSource | undefined;
  /** Bytes that each of the two measuring processes may take. */
  readonly memoryLimit?: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Measures a model against another one, or against itself as it was, both taking turns. */
export async function compare(
  subject: Subject,
  request: Omit<BenchmarkRequest, 'model'>,
  options: CompareOptions,
): Promise<Measured> {
  const { project, labels, signal, onProgress, memoryLimit } = options;
  const measured = {
    subject,
    provider: request.provider ?? 'cpu',
    results: [],
    verdicts: [],
    earlier: new Map(),
    sinceBaseline: [],
  };
  const found = await findReference(subject, options);
  if ('problem' in found) return { ...measured, problem: found.problem };
  const outcome = await compareModels(
    {
      base: { label: found.label, request: { ...request, model: found.path } },
      candidate: { label: subject.path, request: { ...request, model: join(project, subject.path) } },
      ...(request.seed === undefined ? {} : { seed: request.seed }),
      ...(labels === undefined ? {} : { labels }),
    },
    { signal, onProgress, ...shippedHosts(), ...(memoryLimit === undefined ? {} : { memoryLimit }) },
  );
  if ('problem' in outcome) return { ...measured, problem: outcome.problem };
  const { comparison } = outcome;
  const problem = options.keepHistory
    ? appendHistory(project, { subject: subject.name, comparison })
    : undefined;
  return { ...measured, comparison, ...(problem ? { historyProblem: problem.message } : {}) };
}

/** A file goes before a model of that name, and both before a revision. */
async function findReference(
  subject: Subject,
  { reference, project, keepHistory, cwd, system, signal }: CompareOptions,
): Promise<
  { readonly path: string; readonly label: Contender['label'] } | { readonly problem: BenchmarkProblem }
> {
  const file = resolve(cwd, reference);
  if (reference.endsWith('.onnx') || existsSync(file)) {
    return { path: file, label: relative(cwd, file).replaceAll('\\', '/') };
  }
  const model = system?.elements.find(
    (element) =>
      element.kind === 'model' && (element.name === reference || element.qualifiedName === reference),
  );
  if (model?.kind === 'model' && model.artifact?.format === 'onnx') {
    const { value } = model.artifact.path;
    return { path: join(project, value), label: value };
  }
  const cache = keepHistory
    ? join(project, '.tenon', 'bench', 'revisions')
    : join(tmpdir(), 'tenon-revisions');
  const revised = await modelAtRevision(join(project, subject.path), reference, cache, signal);
  if ('problem' in revised) return revised;
  return { path: revised.path, label: `${subject.path} at ${reference}` };
}
