import type { NotificationMessage } from './message.ts';

/** What the server is doing, for the one status item of the editor. */
export interface ServerStatus {
  readonly state: 'loading' | 'ready';
  /** Number of projects and of model files that are known. */
  readonly projects: number;
  readonly files: number;
}

/** From the server, whenever a project was loaded or dropped. */
export const STATUS: NotificationMessage<ServerStatus> = { method: 'tenon/status' };
