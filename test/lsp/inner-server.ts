import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { createConnection, ProposedFeatures, type Connection } from 'vscode-languageserver/node';
import {
  createProtocolConnection,
  type InitializeResult,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { serve } from '../../server/index.ts';

type Served = ReturnType<typeof serve>;

/** The server in this process, so that what it does can be counted; it is spoken to as over stdio. */
export class InnerServer {
  readonly client: ProtocolConnection;
  readonly served: Served;
  capabilities: Readonly<Record<string, unknown>> = {};

  private constructor() {
    const up = new PassThrough();
    const down = new PassThrough();
    const connection = createConnection(ProposedFeatures.all, up, down) as Connection;
    this.served = serve(connection, { version: '0.0.0' });
    connection.listen();
    this.client = createProtocolConnection(down, up);
    this.client.onRequest('client/registerCapability', () => null);
    this.client.onRequest('window/workDoneProgress/create', () => null);
    this.client.onRequest('window/showMessageRequest', () => null);
    this.client.listen();
    onTestFinished(() => this.client.dispose());
  }

  static async start(folder: string): Promise<InnerServer> {
    const server = new InnerServer();
    const { capabilities } = await server.client.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: folder,
      capabilities: { textDocument: { codeAction: { resolveSupport: { properties: ['edit'] } } } },
    });
    server.capabilities = capabilities as Readonly<Record<string, unknown>>;
    await server.client.sendNotification('initialized', {});
    await server.rest();
    return server;
  }

  /** Resolves when what was sent so far is taken over, and everything is checked. */
  async rest(): Promise<void> {
    // Answers come in order, so what was sent before is known then.
    await this.client.sendRequest('tenon/projects', {});
    await this.served.workspace.whenRead();
    await this.served.checks.whenIdle();
  }
}
