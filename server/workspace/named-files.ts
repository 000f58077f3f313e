import {
  factsOf,
  seeFiles,
  type FactReaders,
  type Project,
  type SeenFile,
  type SeenFiles,
} from '../../language/index.ts';

/** What was seen of the files that the models of one project name. */
export class NamedFiles {
  #project: Project | undefined;
  #seen: SeenFiles = new Map();
  #looks: Promise<unknown> = Promise.resolve();

  /**
   * Looks at what models name, all or some by their paths, and gives the project what is known now; tells whether
   * anything is different from the last time. Looks take turns, so that the latest one counts. An aborted signal rejects.
   */
  look(project: () => Project, readers: FactReaders, models: Iterable<string> | undefined): Promise<boolean> {
    const done = this.#looks.then(() => this.#look(project, readers, models));
    this.#looks = done.catch(() => undefined);
    return done;
  }

  async #look(
    current: () => Project,
    readers: FactReaders,
    models: Iterable<string> | undefined,
  ): Promise<boolean> {
    const project = current();
    const isFirst = project !== this.#project;
    const seen = await seeFiles(project, readers, isFirst ? undefined : models);
    // Of a project that was read anew meanwhile nobody wants to know this.
    if (project !== current()) return false;
    const isAll = isFirst || models === undefined;
    const isMissing = isAll && [...this.#seen.keys()].some((path) => !seen.has(path));
    const news = [...seen].filter(([path, file]) => !isEqual(file, this.#seen.get(path)));
    if (!isFirst && !isMissing && news.length === 0) return false;
    this.#project = project;
    // What is as it was stays the same object, which spares a comparison to those who ask about it.
    const kept = [...this.#seen].filter(([path]) => !isAll || seen.has(path));
    this.#seen = new Map([...kept, ...news]);
    project.facts = factsOf(this.#seen);
    return true;
  }
}

const isEqual = (one: SeenFile, other: SeenFile | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
