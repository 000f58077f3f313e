import type { ShownProject } from './environments.ts';
import type { NotificationMessage } from './message.ts';

/** What the server is doing, for the one status item of the editor. */
export interface ServerStatus {
  readonly state: 'loading' | 'ready';
  /** Number of projects and of model files that are known. */
  readonly projects: number;
  readonly files: number;
  /** The projects that have a folder, sorted by it. */
  readonly shown: readonly ShownProject[];
}

/** From the server, whenever a project was loaded or dropped, or is shown in another environment. */
export const STATUS: NotificationMessage<ServerStatus> = { method: 'tenon/status' };
