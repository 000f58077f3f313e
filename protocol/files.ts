import type { RequestMessage } from './message.ts';

/** Why the editor could not read something; the system's names, as Node has them. */
export type FileErrorCode = 'ENOENT' | 'EACCES' | 'EISDIR' | 'ENOTDIR' | 'EFBIG' | 'EIO';

export interface FileFailure {
  readonly failure: FileErrorCode;
  readonly message: string;
}

export interface FileFacts {
  readonly kind: 'file' | 'folder';
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970; 0 where the file system does not know. */
  readonly changed: number;
}

/** From a server without a disk: what a file or folder is. Links count as what they lead to. */
export const FILE_FACTS: RequestMessage<{ readonly uri: string }, FileFacts | FileFailure> = {
  method: 'tenon/fileFacts',
};

/** From a server without a disk: the bytes of a file. */
export const READ_FILE: RequestMessage<
  { readonly uri: string },
  { readonly bytes: Uint8Array } | FileFailure
> = { method: 'tenon/readFile' };

/** From a server without a disk: what lies in a folder. */
export const READ_FOLDER: RequestMessage<
  { readonly uri: string },
  { readonly entries: readonly { readonly name: string; readonly kind: 'file' | 'folder' }[] } | FileFailure
> = { method: 'tenon/readFolder' };
