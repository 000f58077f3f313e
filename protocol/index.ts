/** The face of the room: everything that the server and its clients say to one another beyond the LSP itself. */
export {
  COMMANDS,
  type BenchmarkArgument,
  type CommandId,
  type DeployArgument,
  type GenerateArgument,
  type ProjectArgument,
} from './commands.ts';
export {
  CHECK_PROJECT,
  LIST_PROJECTS,
  type CheckSummary,
  type ProjectDescription,
  type ProjectModel,
  type ProjectTarget,
} from './projects.ts';
export type { InitializationOptions } from './initialization.ts';
export { LIBRARY_SCHEME } from './library.ts';
export { LANGUAGE_ID, SETTINGS } from './settings.ts';
export { STATUS, type ServerStatus } from './status.ts';
export type { NotificationMessage, RequestMessage } from './message.ts';
