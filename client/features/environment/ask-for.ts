import * as vscode from 'vscode';
import type { RequestMessage } from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';

/** Asks the server, with progress that can be cancelled; null when it was. */
export async function askFor<P, R>(
  { server }: Services,
  message: RequestMessage<P, R>,
  parameters: P,
  title: string,
): Promise<R | null> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_progress, token) =>
    server.request(message, parameters, token).then(undefined, (error: unknown) => {
      if (token.isCancellationRequested) return null;
      throw error;
    }),
  );
}
