import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readSignatureFile } from '../../files/index.ts';
import { reasonOf } from '../../files/disk/reason.ts';
import type { Recorded, RecordedFile } from '../../files/measurements/recorded.ts';
import type { MeasuredPoint, Measurement } from '../../language/index.ts';
import { hashModel } from '../run/hash-model.ts';
import { isMlperf, mlperfModels, mlperfPoint, mlperfSystem } from './mlperf.ts';
import { namedRows, parseCsv, type NamedRow } from './parse-csv.ts';
import { isPerfAnalyzer, perfAnalyzerPoint } from './perf-analyzer.ts';

/** What the figures of a file are of; nothing of it stands in the file. */
export interface EvidenceOf {
  /** What the project calls the model: a qualified name, or a path relative to the project. */
  readonly subject: string;
  /** Path of the ONNX file that was measured: the figures count as long as its bytes stay the same. */
  readonly model: string;
  /** Items in each request, `-b` of perf_analyzer; 1 when absent. */
  readonly batch?: number;
  /** The machine that was measured, as people call it. */
  readonly machine?: string;
  /** Execution provider by ONNX Runtime's name. */
  readonly provider?: string;
  /** Which model of an MLPerf summary; needed when it holds several. */
  readonly entry?: string;
  readonly signal?: AbortSignal;
}

export interface ImportProblem {
  readonly code: 'import/unreadable' | 'import/unknown' | 'import/empty' | 'import/choice' | 'import/model';
  readonly message: string;
  readonly hint: string;
}

/** Reports have some dozens of rows. */
const LARGEST = 16 * 1024 * 1024;

/**
 * Reads figures that another tool has measured: the report of `perf_analyzer -f`, or the summary of MLPerf Inference
 * results. They are kept with `appendEvidence` and count from then on like measurements of `tenon bench`, with their
 * origin. One entry for each machine in the file. Rejects only when `signal` is aborted.
 */
export async function importEvidence(
  path: string,
  of: EvidenceOf,
): Promise<{ readonly entries: readonly Recorded[] } | { readonly problem: ImportProblem }> {
  const read = await readText(path);
  if ('problem' in read) return read;
  const rows = parseCsv(read.text);
  const [header = []] = rows;
  const kind = isPerfAnalyzer(header) ? 'perf_analyzer' : isMlperf(header) ? 'MLPerf LoadGen' : undefined;
  if (kind === undefined) return { problem: unknownFile(path, header) };
  const chosen = kind === 'MLPerf LoadGen' ? chooseModel(path, namedRows(rows), of.entry) : namedRows(rows);
  if ('problem' in chosen) return chosen;
  const systems = new Map<string, MeasuredPoint[]>();
  for (const row of chosen) {
    const point = kind === 'perf_analyzer' ? perfAnalyzerPoint(row, of.batch ?? 1) : mlperfPoint(row);
    const system =
      of.machine ?? (kind === 'perf_analyzer' ? `the machine of ${basename(path)}` : mlperfSystem(row));
    if (point) systems.set(system, [...(systems.get(system) ?? []), point]);
  }
  if (systems.size === 0) return { problem: noFigures(path) };
  const hashed = await filesOf(of);
  if ('problem' in hashed) return hashed;
  const { files } = hashed;
  const entries = [...systems].map(([system, points]): Recorded => ({
    files,
    measurement: measurementOf(path, kind, system, points, { of, files, measuredAt: read.changed }),
  }));
  return { entries };
}

function measurementOf(
  path: string,
  tool: Measurement['tool'],
  system: string,
  points: readonly MeasuredPoint[],
  { of, files, measuredAt }: { of: EvidenceOf; files: readonly RecordedFile[]; measuredAt: string },
): Measurement {
  const id = `${tool}: ${system}`;
  return {
    subject: of.subject,
    sha256: files[0]!.sha256,
    measuredAt,
    tool,
    importedFrom: basename(path),
    machine: { id, host: id, name: system, provider: of.provider ?? 'unknown' },
    points,
  };
}

/** The day on which the file was last written stands for the day of the measurement, which the file does not say. */
async function readText(
  path: string,
): Promise<{ readonly text: string; readonly changed: string } | { readonly problem: ImportProblem }> {
  const problem = (reason: string): { problem: ImportProblem } => ({
    problem: {
      code: 'import/unreadable',
      message: `${path} can't be read: ${reason}.`,
      hint: 'Check the path and its permissions.',
    },
  });
  try {
    const facts = await stat(path);
    if (!facts.isFile()) return problem('it is no file');
    if (facts.size > LARGEST) return problem('it is larger than any report of figures');
    return { text: await readFile(path, 'utf8'), changed: facts.mtime.toISOString().slice(0, 10) };
  } catch (error) {
    return problem(reasonOf(error));
  }
}

function chooseModel(
  path: string,
  rows: readonly NamedRow[],
  entry: string | undefined,
): readonly NamedRow[] | { readonly problem: ImportProblem } {
  const names = [...new Set(rows.flatMap((row) => mlperfModels(row).slice(0, 1)))].sort();
  if (entry === undefined && names.length < 2) return rows;
  const found = rows.filter((row) => entry !== undefined && mlperfModels(row).includes(entry));
  if (found.length > 0) return found;
  const message =
    entry === undefined
      ? `${basename(path)} has figures of several models.`
      : `${basename(path)} has no figures of a model ${entry}.`;
  return { problem: { code: 'import/choice', message, hint: `Name one of ${names.join(', ')}.` } };
}

async function filesOf({
  model,
  signal,
}: EvidenceOf): Promise<{ readonly files: readonly RecordedFile[] } | { readonly problem: ImportProblem }> {
  const options = signal ? { signal } : {};
  const read = await readSignatureFile(model, options);
  if ('problem' in read)
    return { problem: { code: 'import/model', message: read.problem.message, hint: read.problem.hint } };
  try {
    const hashed = await hashModel(model, basename(model), read.signature, {
      ...options,
      onBytes: () => undefined,
    });
    return { files: [hashed.file, ...hashed.external] };
  } catch (error) {
    signal?.throwIfAborted();
    const message = `${model} can't be read: ${reasonOf(error)}.`;
    return { problem: { code: 'import/model', message, hint: 'Check its permissions.' } };
  }
}

const unknownFile = (path: string, header: readonly string[]): ImportProblem => ({
  code: header.length === 0 ? 'import/empty' : 'import/unknown',
  message:
    header.length === 0
      ? `${basename(path)} is empty.`
      : `${basename(path)} is no report that Tenon knows; it begins with ${header.slice(0, 4).join(', ')}.`,
  hint: 'Give the CSV that perf_analyzer writes with -f, or the summary of MLPerf Inference results.',
});

const noFigures = (path: string): ImportProblem => ({
  code: 'import/empty',
  message: `${basename(path)} has no row with figures.`,
  hint: 'Check that the run of the other tool ended well.',
});
