/** What the project loader needs of the world; paths are relative to the project folder, with forward slashes. */
export interface ProjectFileSystem {
  /** Names in a folder; a link counts as what it points at, and one that leads nowhere is left out. */
  list(folder: string): Promise<readonly { readonly name: string; readonly kind: 'file' | 'folder' }[]>;
  read(path: string): Promise<Uint8Array>;
  exists(path: string): Promise<boolean>;
  /** An identity of a folder that is the same for every path that leads to it, so that loops of links end. */
  identity(folder: string): Promise<string>;
}
