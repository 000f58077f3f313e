import { COMMANDS } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';

/** Ends the language server and starts a new one. */
export const command: ClientCommand = {
  id: COMMANDS.restartServer,
  execute: ({ server }) => server.restart(),
};
