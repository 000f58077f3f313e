import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { Host } from '../infrastructure/host.ts';
import { nodeSetting, TenonCommand } from '../infrastructure/tenon-command.ts';
import { folderSchemes, isVirtualWorkspace } from '../infrastructure/virtual-workspace.ts';
import { createWorkerClient } from './worker-client.ts';

/**
 * Room for what is made and thrown away again, in MiB: with Node's 16 most of the time of a first check goes into
 * moving trees that are just being made.
 */
const NODE_OPTIONS = ['--max-semi-space-size=32'];

/** A computer: the server is a process of its own; where the files are on no disk, it is the worker of the browser. */
export const desktop: Host = {
  schemes: () => (isVirtualWorkspace() ? folderSchemes() : ['file', 'untitled']),
  createClient(context, options) {
    if (isVirtualWorkspace()) return createWorkerClient(context.asAbsolutePath('out/server-web.js'), options);
    const runtime = nodeSetting();
    const module = context.asAbsolutePath('out/server.mjs');
    const program = {
      module,
      transport: TransportKind.ipc,
      options: { execArgv: NODE_OPTIONS },
      ...(runtime ? { runtime } : {}),
    };
    return new LanguageClient('tenon', 'Tenon', program, options);
  },
  createCommand: (context, log) => new TenonCommand(context, log),
};
