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

// The worker's own port; the editor's side made the worker and holds the other end.
const port = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const reader = new MessageGate(new BrowserMessageReader(port), disk);
const connection = createConnection(
  ProposedFeatures.all,
  reader,
  translatingWriter(new BrowserMessageWriter(port)),
);
disk.connect((request, parameters) => connection.sendRequest(request.method, parameters));
serve(connection, { version: manifest.version });
connection.listen();
