import { ALWAYS_EXCLUDED, SETTINGS_FILE } from '../../../language/index.ts';
import {
  FILE_FACTS,
  READ_FILE,
  READ_FOLDER,
  type FileFacts,
  type FileFailure,
  type RequestMessage,
} from '../../../protocol/index.ts';
import { uriOfVirtual } from './virtual-uri.ts';

/** Asks the editor. */
export type Ask = <P, R>(request: RequestMessage<P, R>, parameters: P) => Promise<R>;

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** Bounds of the search for project files, as on a disk. */
const DEEPEST = 5;
const MOST_FOLDERS = 2_000;

/**
 * The files of the workspace, as the editor gives them. Everything is asked for when it is needed, but for the project
 * files: which project a text belongs to is asked without waiting, so these are read before anything else.
 */
export class VirtualDisk {
  #ask: Ask | undefined;
  readonly #projectFiles = new Map<string, Uint8Array>();

  connect(ask: Ask): void {
    this.#ask = ask;
  }

  facts(path: string): Promise<FileFacts> {
    return this.#get(FILE_FACTS, path);
  }

  async read(path: string): Promise<Uint8Array> {
    return (await this.#get(READ_FILE, path)).bytes;
  }

  async list(path: string): Promise<readonly FolderEntry[]> {
    return (await this.#get(READ_FOLDER, path)).entries;
  }

  /** A project file that is known; no other file is. */
  projectFile(path: string): Uint8Array | undefined {
    return this.#projectFiles.get(path);
  }

  /** Reads a project file that came, changed or went. */
  async readProjectFile(path: string): Promise<void> {
    const bytes = await this.read(path).catch(() => undefined);
    if (bytes) this.#projectFiles.set(path, bytes);
    else this.#projectFiles.delete(path);
  }

  /** Reads the project files at and below a workspace folder, and above it where one can look. */
  async findProjectFiles(folder: string): Promise<void> {
    await Promise.all(above(folder).map((each) => this.readProjectFile(`${each}/${SETTINGS_FILE}`)));
    let level = [folder];
    let looked = 0;
    for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
      const taken = level.slice(0, MOST_FOLDERS - looked);
      looked += taken.length;
      const listed = await Promise.all(taken.map((each) => this.#look(each)));
      level = listed.flat();
    }
  }

  /** Folders to look into next. */
  async #look(folder: string): Promise<string[]> {
    const entries = await this.list(folder).catch(() => []);
    if (entries.some(({ name, kind }) => name === SETTINGS_FILE && kind === 'file'))
      await this.readProjectFile(`${folder}/${SETTINGS_FILE}`);
    return entries.flatMap(({ name, kind }) =>
      kind === 'folder' && !name.startsWith('.') && !ALWAYS_EXCLUDED.includes(name)
        ? [`${folder}/${name}`]
        : [],
    );
  }

  async #get<R extends object>(
    request: RequestMessage<{ readonly uri: string }, R | FileFailure>,
    path: string,
  ): Promise<R> {
    const uri = uriOfVirtual(path);
    if (uri === undefined || !this.#ask)
      throw failure({ failure: 'ENOENT', message: 'there is no disk here' });
    const answer = await this.#ask(request, { uri });
    if ('failure' in answer) throw failure(answer);
    return answer;
  }
}

const failure = ({ failure: code, message }: FileFailure): Error =>
  Object.assign(new Error(message), { code });

/** Folders above one, up to that of its scheme and authority. */
function above(folder: string): string[] {
  const parts = folder.split('/');
  return parts.slice(3).map((_, index) => parts.slice(0, 3 + index).join('/'));
}

/** The one disk of the worker. It is connected by the worker's entry, before anything asks for a file. */
export const disk = new VirtualDisk();
