import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { MeasuredFact } from '../../language/index.ts';
import { openFile } from '../disk/open-file.ts';
import { baselinePath, evidencePath, historyPath } from './places.ts';
import { parseBaseline, parseEvidenceLine, parseHistoryLine, type Recorded } from './recorded.ts';

/**
 * What the project's benchmarks found of the model at `path`, relative to the project. A measurement counts when the
 * model and the weights beside it still have the bytes that were measured; others of the same file name are stale.
 * Figures that the team shares go before those of this machine, so that everyone gets the same from them.
 * Undefined when no file of this name was measured. Throws only when `signal` is aborted.
 */
export async function readMeasured(
  project: string,
  path: string,
  signal?: AbortSignal,
): Promise<MeasuredFact | undefined> {
  const name = basename(path);
  const { shared, own } = await readRecorded(project);
  const isNamed = ({ files }: Recorded): boolean => basename(files[0]!.path) === name;
  const sets = [shared.filter(isNamed), own.filter(isNamed)];
  if (sets.flat().length === 0) return undefined;
  const isSame = sameBytes(signal);
  const folder = dirname(join(project, path));
  const stale: Recorded['measurement'][] = [];
  for (const recorded of sets) {
    const measurements: Recorded['measurement'][] = [];
    for (const { files, measurement } of recorded) {
      const [model, ...beside] = files;
      const checks = [
        isSame(model!, join(project, path)),
        ...beside.map((file) => isSame(file, join(folder, file.path))),
      ];
      ((await Promise.all(checks)).every(Boolean) ? measurements : stale).push(measurement);
    }
    if (measurements.length > 0) return factOf(measurements, stale);
  }
  return factOf([], stale);
}

function factOf(
  measurements: readonly Recorded['measurement'][],
  stale: readonly Recorded['measurement'][],
): MeasuredFact {
  const byTime = (a: { measuredAt: string }, b: { measuredAt: string }): number =>
    a.measuredAt < b.measuredAt ? -1 : a.measuredAt > b.measuredAt ? 1 : 0;
  return {
    measurements: [...measurements].sort(byTime),
    stale: stale.map(({ subject, sha256, measuredAt }) => ({ subject, sha256, measuredAt })).sort(byTime),
  };
}

/** Whether a file has the bytes that were measured. Another size is another file, which needs no hash. */
function sameBytes(
  signal: AbortSignal | undefined,
): (file: Recorded['files'][number], at: string) => Promise<boolean> {
  const known = new Map<string, Promise<string | undefined>>();
  return async (file, at) => {
    const key = `${at}\n${file.bytes}`;
    if (!known.has(key)) known.set(key, hashOfSize(at, file.bytes, signal));
    return (await known.get(key)) === file.sha256;
  };
}

/** Every measurement of a project that can be understood, in the order in which they were kept. */
async function readRecorded(
  project: string,
): Promise<{ readonly shared: readonly Recorded[]; readonly own: readonly Recorded[] }> {
  const [history, evidence, baseline] = await Promise.all(
    [historyPath(project), evidencePath(project), baselinePath(project)].map((file) =>
      readFile(file, 'utf8').catch(() => ''),
    ),
  );
  return {
    shared: parseBaseline(baseline!),
    own: [
      ...linesOf(history!).flatMap((line) => parseHistoryLine(line) ?? []),
      ...linesOf(evidence!).flatMap((line) => parseEvidenceLine(line) ?? []),
    ],
  };
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');

const CHUNK = 1024 * 1024;

/** SHA-256 of a file that has this many bytes; undefined for any other, and for one that can't be read. */
async function hashOfSize(file: string, bytes: number, signal?: AbortSignal): Promise<string | undefined> {
  const opened = await openFile(file);
  if ('problem' in opened) return undefined;
  try {
    if (opened.source.size !== bytes) return undefined;
    const hash = createHash('sha256');
    for (let offset = 0; offset < bytes; offset += CHUNK) {
      signal?.throwIfAborted();
      hash.update(await opened.source.read(offset, Math.min(CHUNK, bytes - offset)));
      // Whoever reads facts answers others in between.
      await setImmediate();
    }
    return hash.digest('hex');
  } catch (error) {
    signal?.throwIfAborted();
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  } finally {
    opened.close();
  }
}
