import { COMMANDS } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';
import { showReview } from './start-review.ts';

/** Opens the diff over all files of the review again. */
export const command: ClientCommand = {
  id: COMMANDS.showReview,
  async execute(services) {
    const review = services.generation.reviews.current;
    if (review) await showReview(services, review);
    return undefined;
  },
};
