import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openFile, readSignatureFile } from '../../files/index.ts';
import { checkExternalData, readSignature, type FileProblem } from '../../files/onnx/index.ts';
import type { BenchmarkProblem } from '../run/benchmark-problem.ts';

/** A model as it was at some revision of the project's git repository. */
export interface RevisedModel {
  /** Absolute path of a copy. */
  readonly path: string;
  /** Full hash of the commit. */
  readonly commit: string;
}

/**
 * The model file as it was at a git revision, with its external weights. Copies are kept under `cache` by the hashes
 * of what they hold, so that each is taken out of the repository once.
 *
 * @param model absolute path of the file as it is now
 * @param cache absolute path of a folder for copies
 */
export async function modelAtRevision(
  model: string,
  revision: string,
  cache: string,
  signal?: AbortSignal,
): Promise<RevisedModel | { readonly problem: BenchmarkProblem }> {
  const folder = await realpath(dirname(model)).catch(() => dirname(model));
  const git = new Git(folder, signal);
  const top = await git.line('rev-parse', '--show-toplevel');
  if (top === undefined) return refuse(git.missing ? noGit() : noRepository(model));
  const commit = await git.line(
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  );
  if (commit === undefined) return refuse(noRevision(revision));
  const path = join(folder, basename(model));
  const blob = await git.blob(commit, path, top);
  if (blob === undefined) return refuse(notThere(model, revision));
  const copy = join(cache, blob, basename(model));
  await git.save(blob, copy);
  const locations = await externalLocations(copy);
  if ('problem' in locations) return refuse(atRevision(revision, locations.problem));
  if (locations.length === 0) return { path: copy, commit };
  return withWeights({ git, commit, top, revision, cache }, path, blob, locations);
}

interface Revision {
  readonly git: Git;
  readonly commit: string;
  readonly top: string;
  readonly revision: string;
  readonly cache: string;
}

/** Weights of their own lie beside the model, so that a folder for just this combination holds all of them. */
async function withWeights(
  { git, commit, top, revision, cache }: Revision,
  path: string,
  blob: string,
  locations: readonly string[],
): Promise<RevisedModel | { readonly problem: BenchmarkProblem }> {
  const blobs = new Map([[basename(path), blob]]);
  for (const location of locations) {
    const weights = await git.blob(commit, join(dirname(path), location), top);
    if (weights !== undefined) blobs.set(location, weights);
  }
  const folder = join(cache, shortHash([...blobs].join()));
  for (const [location, each] of blobs) await git.save(each, join(folder, location));
  const copy = join(folder, basename(path));
  const read = await readSignatureFile(copy);
  return 'problem' in read ? refuse(atRevision(revision, read.problem)) : { path: copy, commit };
}

/** Files beside the model that hold its weights, or what is wrong with the model itself. */
async function externalLocations(
  path: string,
): Promise<readonly string[] | { readonly problem: FileProblem }> {
  const file = await openFile(path);
  if ('problem' in file) return file;
  try {
    const read = await readSignature(file.source);
    if ('problem' in read) return read;
    const [escape] = (await checkExternalData(read.signature, () => Promise.resolve(Infinity))).filter(
      ({ code }) => code === 'external-escapes',
    );
    if (escape !== undefined) return { problem: escape };
    return [...new Set(read.signature.externalData.map(({ location }) => location))];
  } finally {
    file.close();
  }
}

const atRevision = (revision: string, { code, message, hint }: FileProblem): BenchmarkProblem => ({
  code: `model/${code}`,
  message: `At ${revision}: ${message}`,
  hint,
});

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

class Git {
  /** No such program. */
  missing = false;
  readonly #folder: string;
  readonly #signal: AbortSignal | undefined;

  constructor(folder: string, signal: AbortSignal | undefined) {
    this.#folder = folder;
    this.#signal = signal;
  }

  /** The first line of what git says; undefined when it refuses. */
  async line(...args: readonly string[]): Promise<string | undefined> {
    const chunks: Buffer[] = [];
    const code = await this.#run(args, async (output) => {
      for await (const chunk of output as AsyncIterable<Buffer>) chunks.push(chunk);
    });
    const text = Buffer.concat(chunks).toString('utf8').split('\n')[0]?.trim();
    return code === 0 && text !== '' ? text : undefined;
  }

  /** The hash of a file's content at a commit; undefined when it is not there. */
  blob(commit: string, path: string, top: string): Promise<string | undefined> {
    const inside = relative(top, path).replaceAll('\\', '/');
    return this.line('rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}:${inside}`);
  }

  /** Streams a blob into a file, which is there whole or not at all, unless it is there already. */
  async save(blob: string, path: string): Promise<void> {
    if (existsSync(path)) return;
    const args = ['cat-file', 'blob', blob];
    await mkdir(dirname(path), { recursive: true });
    const partial = `${path}.${process.pid}.part`;
    try {
      const code = await this.#run(args, (output) => pipeline(output, createWriteStream(partial)));
      if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}.`);
      await rename(partial, path);
    } finally {
      await rm(partial, { force: true });
    }
  }

  async #run(args: readonly string[], consume: (output: Readable) => Promise<void>): Promise<number> {
    const child = spawn('git', ['-C', this.#folder, ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
      ...(this.#signal === undefined ? {} : { signal: this.#signal }),
    });
    const ended = new Promise<number>((resolve) => {
      child.once('error', (error) => {
        this.missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
        resolve(-1);
      });
      child.once('close', (code) => resolve(code ?? -1));
    });
    await consume(child.stdout);
    const code = await ended;
    this.#signal?.throwIfAborted();
    return code;
  }
}

const refuse = (problem: BenchmarkProblem): { readonly problem: BenchmarkProblem } => ({ problem });

const noGit = (): BenchmarkProblem => ({
  code: 'compare/revision',
  message: 'git is not installed, so no earlier version of the model can be had.',
  hint: 'Install git, or compare with another file.',
});

const noRepository = (model: string): BenchmarkProblem => ({
  code: 'compare/revision',
  message: `${basename(model)} lies in no git repository, so it has no earlier version.`,
  hint: 'Compare with another file: --compare other.onnx.',
});

const noRevision = (revision: string): BenchmarkProblem => ({
  code: 'compare/revision',
  message: `There is no file, model or git revision ${revision}.`,
  hint: 'Give a path, the name of a model, or a revision such as HEAD~1 or origin/main; a shallow clone may lack it.',
});

const notThere = (model: string, revision: string): BenchmarkProblem => ({
  code: 'compare/revision',
  message: `${basename(model)} does not exist at ${revision}.`,
  hint: 'Commit the model, or compare with another file.',
});
