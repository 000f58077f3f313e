import { COMMANDS } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';

/** Ends the review; nothing is written. */
export const command: ClientCommand = {
  id: COMMANDS.discardReview,
  async execute({ generation }) {
    await generation.reviews.end();
    return undefined;
  },
};
