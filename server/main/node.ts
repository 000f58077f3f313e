import { cpus, totalmem } from 'node:os';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import manifest from '../../package.json' with { type: 'json' };
import { serve } from '../index.ts';

// Standard output belongs to the protocol: a stray print would end the conversation.
console.log = console.error.bind(console);

// The transport comes from the command line: --stdio, --node-ipc, --pipe=NAME or --socket=PORT.
const connection = createConnection(ProposedFeatures.all);
const { report } = serve(connection, {
  version: manifest.version,
  machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', arch: process.arch, memory: totalmem() },
});
// One thing that nobody foresaw must not take the editor's whole language support with it.
process.on('uncaughtException', (error) => report(error));
process.on('unhandledRejection', (error) => report(error));
connection.listen();
