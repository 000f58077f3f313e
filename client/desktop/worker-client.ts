import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { LanguageClient, PortMessageReader, PortMessageWriter, State } from 'vscode-languageclient/node';
import { answerFileRequests } from '../infrastructure/file-requests.ts';

/** Gives the program what it has in a browser: a port that is the whole world. */
const BEGIN = `
const { parentPort, workerData } = require('node:worker_threads');
globalThis.postMessage = (message) => parentPort.postMessage(message);
globalThis.addEventListener ??= () => undefined;
parentPort.on('message', (data) => globalThis.onmessage?.({ data }));
void import(workerData);
`;

/** Runs the server of the browser in a thread, because only it can ask the editor for files. */
export function createWorkerClient(program: string, options: LanguageClientOptions): BaseLanguageClient {
  let worker: Worker | undefined;
  const start = (): Promise<{ reader: PortMessageReader; writer: PortMessageWriter }> => {
    void worker?.terminate();
    worker = new Worker(BEGIN, { eval: true, workerData: pathToFileURL(program).href });
    return Promise.resolve({ reader: new PortMessageReader(worker), writer: new PortMessageWriter(worker) });
  };
  const client = new LanguageClient('tenon', 'Tenon', start, options);
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped) void worker?.terminate();
  });
  answerFileRequests(client);
  return client;
}
