import { statSync } from 'node:fs';
import { join } from 'node:path';
import { factsOf, seeFiles, type Project } from '../../language/index.ts';
import type { ProjectWorld } from '../open-project.ts';
import type { FileChange } from './file-change.ts';

/** What is known of a file that is not there. */
const ABSENT = 'absent';

/** Files that models name and those that are copied: what is known of them, and what of it is new. */
export class NamedFiles {
  readonly #folder: string;
  readonly #world: ProjectWorld;
  /** By path what was read of it. */
  #read = new Map<string, string>();
  /** By path which version it is. */
  #copied = new Map<string, string>();

  constructor(folder: string, world: ProjectWorld) {
    this.#folder = folder;
    this.#world = world;
  }

  get paths(): readonly string[] {
    return [...new Set([...this.#read.keys(), ...this.#copied.keys()])];
  }

  /** Of these files the bytes count, whatever is read of them. */
  follow(copied: readonly string[]): void {
    this.#copied = new Map(copied.map((path) => [path, this.#versionOf(path)]));
  }

  /** Looks at all of them, each version of which is read once, for the project's sake; tells which are different. */
  async look(project: Project, signal: AbortSignal): Promise<readonly FileChange[]> {
    const seen = await seeFiles(project, { ...this.#world, signal });
    project.facts = factsOf(seen);
    const read = new Map(
      [...seen].map(([path, file]) => [path, file.exists ? JSON.stringify(file) : ABSENT]),
    );
    const copied = new Map([...this.#copied.keys()].map((path) => [path, this.#versionOf(path)]));
    const changes = new Map([...differences(this.#read, read), ...differences(this.#copied, copied)]);
    this.#read = read;
    this.#copied = copied;
    return [...changes].map(([path, change]) => ({ path, change }));
  }

  #versionOf(path: string): string {
    const facts = statSync(join(this.#folder, path), { throwIfNoEntry: false });
    return facts ? `${facts.mtimeMs} ${facts.size}` : ABSENT;
  }
}

function* differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Iterable<[string, FileChange['change']]> {
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(path) ?? ABSENT, after.get(path) ?? ABSENT];
    if (was !== is) yield [path, was === ABSENT ? 'added' : is === ABSENT ? 'removed' : 'changed'];
  }
}
