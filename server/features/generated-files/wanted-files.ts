import { join } from 'node:path';
import type { Diagnostic, System } from '../../../language/index.ts';
import type { TargetRun } from '../../../targets/kit/generate.ts';
import { copiedSources, outputFiles } from '../../../targets/kit/output-files.ts';
import type { GeneratedFile } from '../../../targets/kit/ownership.ts';
import type { DeploymentGroup } from '../../../targets/project/choose-deployments.ts';
import { runTargets } from '../../../targets/project/run-targets.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import { hashText, type FileHashes } from './output-folder.ts';

/** What the model asks for now. */
export interface WantedFiles {
  readonly runs: readonly TargetRun[];
  readonly generated: readonly GeneratedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Known {
  readonly key: readonly unknown[];
  readonly files: WantedFiles;
}

/** Generates in memory, and again only when the model, its facts or what is asked for has changed. */
export class WantedFilesCache {
  readonly #hashes: FileHashes;
  readonly #known = new WeakMap<ProjectHost, Known>();

  constructor(hashes: FileHashes) {
    this.#hashes = hashes;
  }

  /** Throws the signal's reason when it is cancelled. */
  async of(
    host: ProjectHost,
    groups: readonly DeploymentGroup[],
    signal: AbortSignal,
  ): Promise<WantedFiles | { readonly missing: string }> {
    const { project } = host;
    const sources = await this.#run(host, groups, signal);
    const hashes = new Map<string, string>();
    for (const path of copiedSources(sources.runs)) {
      const sha256 = await this.#hashes.of(join(host.root!, path));
      if (sha256 === undefined) return { missing: path };
      hashes.set(path, sha256);
    }
    const key = [...keyOf(groups), project.facts, project.settings, ...hashes.values()];
    const known = this.#known.get(host);
    if (known && isSame(known.key, key)) return known.files;
    const files = { ...sources, generated: outputFiles(sources.runs, hashText, hashes) };
    this.#known.set(host, { key, files });
    return files;
  }

  async #run(
    host: ProjectHost,
    groups: readonly DeploymentGroup[],
    signal: AbortSignal,
  ): Promise<Omit<WantedFiles, 'generated'>> {
    const { project } = host;
    const known = this.#known.get(host);
    const key = [...keyOf(groups), project.facts, project.settings];
    if (known && isSame(known.key.slice(0, key.length), key)) return known.files;
    const pause = (): Promise<void> =>
      new Promise((resolve) => setImmediate(resolve)).then(() => signal.throwIfAborted());
    return runTargets(project, groups, { hash: hashText, signal, pause });
  }
}

/** A system is the same object as long as the model is the same. */
const keyOf = (groups: readonly DeploymentGroup[]): (System | string)[] =>
  groups.flatMap(({ system, runs }) => [
    system,
    JSON.stringify(
      runs.map(({ deployment, folder }) => [
        deployment.qualifiedName,
        folder,
        deployment.emit.map(({ target }) => target),
      ]),
    ),
  ]);

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, index) => each === b[index]);
