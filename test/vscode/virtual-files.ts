import * as vscode from 'vscode';

/** A copy of the example, by path, as base64; put in by the build. */
declare const EXAMPLE_FILES: Readonly<Record<string, string>>;

/** The example in a file system in memory, such as those for repositories that were not cloned. */
export function provideExample(): vscode.Disposable {
  const files = new MemoryFiles();
  for (const [path, text] of Object.entries(EXAMPLE_FILES)) files.put(`/${path}`, bytesOf(text));
  return vscode.workspace.registerFileSystemProvider('tenon-files', files, { isCaseSensitive: true });
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

class MemoryFiles implements vscode.FileSystemProvider {
  readonly #files = new Map<string, { bytes: Uint8Array; changed: number }>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  put(path: string, bytes: Uint8Array): void {
    this.#files.set(path, { bytes, changed: this.#files.size + performance.now() });
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const file = this.#files.get(uri.path);
    if (file) return { type: vscode.FileType.File, ctime: 0, mtime: file.changed, size: file.bytes.length };
    if (this.#below(uri).length === 0) throw vscode.FileSystemError.FileNotFound(uri);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const entries = new Map<string, vscode.FileType>();
    for (const path of this.#below(uri)) {
      const [name, ...rest] = path.slice(uri.path === '/' ? 1 : uri.path.length + 1).split('/');
      entries.set(name!, rest.length > 0 ? vscode.FileType.Directory : vscode.FileType.File);
    }
    return [...entries];
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const file = this.#files.get(uri.path);
    if (!file) throw vscode.FileSystemError.FileNotFound(uri);
    return file.bytes;
  }

  writeFile(uri: vscode.Uri, bytes: Uint8Array): void {
    const type = this.#files.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    this.put(uri.path, bytes);
    this.#changed.fire([{ type, uri }]);
  }

  delete(uri: vscode.Uri): void {
    this.#files.delete(uri.path);
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  createDirectory(): void {
    // A folder is there when a file is in it.
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  #below(uri: vscode.Uri): string[] {
    const prefix = uri.path === '/' ? '/' : `${uri.path}/`;
    return [...this.#files.keys()].filter((path) => path.startsWith(prefix));
  }
}
