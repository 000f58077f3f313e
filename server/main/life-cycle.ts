import { ErrorCodes, ResponseError, type Connection, type InitializeError } from 'vscode-languageserver';

/** Where a conversation with an editor stands. */
export interface Phase {
  /** Whether it is after the first request and before the last one. */
  readonly isRunning: boolean;
  /** The first request came; gives why it can't be answered, if it is not the first. */
  begin(): ResponseError<InitializeError> | undefined;
  end(): void;
}

/** Refuses requests that come before the first one or after the last one, as the protocol wants it. */
export function keepsToTheOrder(connection: Connection): Phase {
  let state: 'new' | 'running' | 'ended' = 'new';
  // Features answer for themselves as soon as they are registered, so this meets what nobody knows.
  connection.onRequest((method) =>
    state === 'new'
      ? new ResponseError(ErrorCodes.ServerNotInitialized, `${method} came before initialize.`)
      : new ResponseError(ErrorCodes.MethodNotFound, `There is no request ${method}.`),
  );
  return {
    get isRunning() {
      return state === 'running';
    },
    begin() {
      if (state !== 'new') return new ResponseError(ErrorCodes.InvalidRequest, 'The server is initialized.');
      state = 'running';
      return undefined;
    },
    end() {
      state = 'ended';
    },
  };
}
