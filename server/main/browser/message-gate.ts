import type {
  DataCallback,
  DidChangeWatchedFilesParams,
  DidChangeWorkspaceFoldersParams,
  InitializeParams,
  Message,
  MessageReader,
  MessageWriter,
} from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { SETTINGS_FILE } from '../../../language/index.ts';
import type { VirtualDisk } from './virtual-disk.ts';
import { incoming, outgoing } from './virtual-uri.ts';

type Call = Message & { readonly method?: string; readonly params?: unknown };

/** Messages as the server knows them: the URIs of files are paths of the virtual disk. */
export const translatingWriter = (writer: MessageWriter): MessageWriter => ({
  onError: writer.onError,
  onClose: writer.onClose,
  write: (message) => writer.write(outgoing(message)),
  end: () => writer.end(),
  dispose: () => writer.dispose(),
});

/**
 * Messages come in their order, each after the project files were read that it is about, because the server asks for
 * these without waiting. Answers to the server's own questions never wait.
 */
export class MessageGate implements MessageReader {
  readonly onError: MessageReader['onError'];
  readonly onClose: MessageReader['onClose'];
  readonly onPartialMessage: MessageReader['onPartialMessage'];
  readonly #reader: MessageReader;
  readonly #disk: VirtualDisk;
  #folders: readonly string[] = [];
  #queue: Promise<void> = Promise.resolve();

  constructor(reader: MessageReader, disk: VirtualDisk) {
    this.#reader = reader;
    this.#disk = disk;
    this.onError = reader.onError;
    this.onClose = reader.onClose;
    this.onPartialMessage = reader.onPartialMessage;
  }

  listen(callback: DataCallback): ReturnType<MessageReader['listen']> {
    return this.#reader.listen((raw) => {
      const message = incoming(raw) as Call;
      if (message.method === undefined) callback(message);
      else this.#queue = this.#queue.then(() => this.#prepare(message)).then(() => callback(message));
    });
  }

  dispose(): void {
    this.#reader.dispose();
  }

  async #prepare({ method, params }: Call): Promise<void> {
    switch (method ?? '') {
      case 'initialize':
        this.#folders = ((params as InitializeParams).workspaceFolders ?? []).map(({ uri }) => pathOf(uri));
        break;
      // Earlier the editor does not answer.
      case 'initialized':
        await this.#findProjects(this.#folders);
        break;
      case 'workspace/didChangeWorkspaceFolders':
        await this.#findProjects(
          (params as DidChangeWorkspaceFoldersParams).event.added.map(({ uri }) => pathOf(uri)),
        );
        break;
      case 'workspace/didChangeWatchedFiles': {
        const changed = (params as DidChangeWatchedFilesParams).changes.map(({ uri }) => pathOf(uri));
        const projects = changed.filter((path) => path.endsWith(`/${SETTINGS_FILE}`));
        await Promise.all(projects.map((path) => this.#disk.readProjectFile(path)));
        break;
      }
    }
  }

  async #findProjects(folders: readonly string[]): Promise<void> {
    await Promise.all(folders.map((folder) => this.#disk.findProjectFiles(folder)));
  }
}

const pathOf = (uri: string): string => URI.parse(uri).path;
