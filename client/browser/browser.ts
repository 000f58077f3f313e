import * as vscode from 'vscode';
import { State } from 'vscode-languageclient';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { answerFileRequests } from '../infrastructure/file-requests.ts';
import type { Host } from '../infrastructure/host.ts';
import { folderSchemes } from '../infrastructure/virtual-workspace.ts';
import { NoCommand } from './no-command.ts';

interface Transports {
  readonly reader: BrowserMessageReader;
  readonly writer: BrowserMessageWriter;
}

interface WorkerLike {
  terminate(): void;
}

/** Workers are not in the types of an extension, which mostly runs in Node. */
const { Worker } = globalThis as unknown as { Worker: new (url: string) => WorkerLike };

/** A browser: the server is a worker that asks for files. */
export const browser: Host = {
  schemes: folderSchemes,
  createClient(context, options) {
    const program = vscode.Uri.joinPath(context.extensionUri, 'out/server-web.js').toString(true);
    let worker: WorkerLike | undefined;
    // The editor's workers are wrapped, so the client does not know them for such.
    const start = (): Promise<Transports> => {
      worker?.terminate();
      worker = new Worker(program);
      return Promise.resolve({
        reader: new BrowserMessageReader(worker as never),
        writer: new BrowserMessageWriter(worker as never),
      });
    };
    const client = new LanguageClient('tenon', 'Tenon', start, options);
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) worker?.terminate();
    });
    answerFileRequests(client);
    return client;
  },
  createCommand: () => new NoCommand(),
};
