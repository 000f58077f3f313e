import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import manifest from '../../package.json' with { type: 'json' };
import { serve } from '../index.ts';
import { MessageGate, translatingWriter } from './browser/message-gate.ts';
import { disk } from './browser/virtual-disk.ts';

interface WorkerScope {
  addEventListener(type: string, listener: (event: Failure) => void): void;
}

interface Failure {
  readonly error?: unknown;
  readonly reason?: unknown;
  preventDefault(): void;
}

// The worker's own port; the editor's side made the worker and holds the other end.
const port = globalThis as never;
const reader = new MessageGate(new BrowserMessageReader(port), disk);
const connection = createConnection(
  ProposedFeatures.all,
  reader,
  translatingWriter(new BrowserMessageWriter(port)),
);
disk.connect((request, parameters) => connection.sendRequest(request.method, parameters));
const { report } = serve(connection, { version: manifest.version });
// One thing that nobody foresaw must not take the editor's whole language support with it.
for (const type of ['error', 'unhandledrejection']) {
  (globalThis as unknown as WorkerScope).addEventListener(type, (event) => {
    event.preventDefault();
    report(event.error ?? event.reason);
  });
}
connection.listen();
