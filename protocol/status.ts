import { NotificationType } from 'vscode-languageserver-protocol';

/** What the server is doing, for the one status item of the editor. */
export interface ServerStatus {
  readonly state: 'loading' | 'ready';
  /** Number of projects and of model files that are known. */
  readonly projects: number;
  readonly files: number;
}

export const StatusNotification = new NotificationType<ServerStatus>('tenon/status');
