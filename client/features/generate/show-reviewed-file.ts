import { COMMANDS, type ReviewedFileArgument } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';
import { showFileDiff } from './diff.ts';

/** Opens the diff of one file of the review. */
export const command: ClientCommand = {
  id: COMMANDS.showReviewedFile,
  async execute(services, argument) {
    const review = services.generation.reviews.current;
    const { path } = (argument ?? {}) as ReviewedFileArgument;
    if (review && path !== undefined) await showFileDiff(services, review, path);
    return undefined;
  },
};
