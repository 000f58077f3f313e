import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { Host } from '../infrastructure/host.ts';
import { nodeSetting, TenonCommand } from '../infrastructure/tenon-command.ts';
import { folderSchemes, isVirtualWorkspace } from '../infrastructure/virtual-workspace.ts';
import { createWorkerClient } from './worker-client.ts';

/** A computer: the server is a process of its own; where the files are on no disk, it is the worker of the browser. */
export const desktop: Host = {
  schemes: () => (isVirtualWorkspace() ? folderSchemes() : ['file', 'untitled']),
  createClient(context, options) {
    if (isVirtualWorkspace()) return createWorkerClient(context.asAbsolutePath('out/server-web.js'), options);
    const runtime = nodeSetting();
    const module = context.asAbsolutePath('out/server.mjs');
    const program = { module, transport: TransportKind.ipc, ...(runtime ? { runtime } : {}) };
    return new LanguageClient('tenon', 'Tenon', program, options);
  },
  createCommand: (context, log) => new TenonCommand(context, log),
};
