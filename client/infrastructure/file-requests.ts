import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  FILE_FACTS,
  READ_FILE,
  READ_FOLDER,
  type FileErrorCode,
  type FileFacts,
  type FileFailure,
  type RequestMessage,
} from '../../protocol/index.ts';

/** The editor gives a file as a whole only; one that is larger is not read. Bytes. */
const LARGEST = 64 * 1024 * 1024;

/** Answers what the server asks about the files of the workspace. */
export function answerFileRequests(client: BaseLanguageClient): void {
  const { fs } = vscode.workspace;
  const answer = <R>(
    request: RequestMessage<{ readonly uri: string }, R | FileFailure>,
    read: (uri: vscode.Uri) => Promise<R | FileFailure>,
  ): void => {
    client.onRequest(request.method, async ({ uri }: { readonly uri: string }) => {
      try {
        return await read(vscode.Uri.parse(uri, true));
      } catch (error) {
        return failureOf(error);
      }
    });
  };
  answer(FILE_FACTS, async (uri) => factsOf(await fs.stat(uri)));
  answer(READ_FILE, async (uri) => {
    const { size } = await fs.stat(uri);
    if (size > LARGEST) return tooLarge();
    return { bytes: await fs.readFile(uri) };
  });
  answer(READ_FOLDER, async (uri) => {
    const entries = await fs.readDirectory(uri);
    return {
      entries: entries.flatMap(([name, type]) => {
        const kind = kindOf(type);
        return kind ? [{ name, kind }] : [];
      }),
    };
  });
}

function factsOf({ type, size, mtime }: vscode.FileStat): FileFacts | FileFailure {
  const kind = kindOf(type);
  return kind ? { kind, size, changed: mtime } : { failure: 'ENOENT', message: 'it is not there' };
}

/** Links carry the kind of what they lead to as well. */
const kindOf = (type: vscode.FileType): FileFacts['kind'] | undefined =>
  type & vscode.FileType.Directory ? 'folder' : type & vscode.FileType.File ? 'file' : undefined;

const tooLarge = (): FileFailure => ({
  failure: 'EFBIG',
  message: 'it is larger than 64 MiB, which is the most that is read in a browser',
});

const CODES: Readonly<Record<string, FileErrorCode>> = {
  FileNotFound: 'ENOENT',
  NoPermissions: 'EACCES',
  FileIsADirectory: 'EISDIR',
  FileNotADirectory: 'ENOTDIR',
};

const failureOf = (error: unknown): FileFailure => ({
  failure: CODES[(error as { readonly code?: string }).code ?? ''] ?? 'EIO',
  message: error instanceof Error ? error.message : String(error),
});
