import { COMMANDS } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';

/** Shows what the extension and its server have logged. */
export const command: ClientCommand = {
  id: COMMANDS.showOutput,
  async execute({ log }) {
    log.show();
  },
};
