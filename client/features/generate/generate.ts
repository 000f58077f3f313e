import * as vscode from 'vscode';
import { COMMANDS, type GenerateArgument } from '../../../protocol/index.ts';
import { chooseProject } from '../../infrastructure/prompts.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';
import { chooseSelection } from './selection.ts';
import { showReview, startReview } from './start-review.ts';
import { writeReview } from './write-reviewed.ts';

/**
 * Generates the files of the real systems: choose, then look at one diff over everything. It is written when the
 * person says so, or at once when the caller did.
 */
export const command: ClientCommand = {
  id: COMMANDS.generate,
  async execute(services, argument) {
    const given = argument as GenerateArgument | undefined;
    if (given?.write === true && !(await mayStartPrograms())) return undefined;
    const project = await chooseProject(services, given);
    const selection = project && (await chooseSelection(services, project, given));
    if (!project || !selection) return undefined;
    await vscode.workspace.saveAll(false);
    const review = await startReview(services, project, selection);
    if (!review) return { written: 0 };
    if (given?.write === true) return writeReview(services, review);
    await showReview(services, review);
    return { reviewed: review.decidable.length };
  },
};
