import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { NotificationMessage, RequestMessage } from '../../protocol/index.ts';

/** Answers a request of the protocol. */
export function onRequest<P, R>(
  connection: Connection,
  request: RequestMessage<P, R>,
  handler: (parameters: P, token: CancellationToken) => unknown,
): void {
  connection.onRequest(request.method, handler);
}

/** Sends a notification of the protocol. */
export function notify<P>(connection: Connection, notification: NotificationMessage<P>, parameters: P): void {
  void connection.sendNotification(notification.method, parameters).catch(() => undefined);
}

/** Aborted when the editor no longer wants the answer. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
