import { COMMANDS, type ReviewedFileArgument } from '../../../protocol/index.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';
import { openMerge } from './merge.ts';

/** Merges a file that was edited by hand with what is generated, in the editor's merge editor. */
export const command: ClientCommand = {
  id: COMMANDS.mergeReviewed,
  async execute(services, argument) {
    const review = services.generation.reviews.current;
    const { path } = (argument ?? {}) as ReviewedFileArgument;
    const chosen = path ?? review?.files.find(({ file }) => file.conflict?.base !== undefined)?.file.path;
    if (review && chosen !== undefined && (await mayStartPrograms()))
      await openMerge(services, review, chosen);
    return undefined;
  },
};
