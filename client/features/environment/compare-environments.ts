import { COMMANDS, type CompareEnvironmentsArgument } from '../../../protocol/index.ts';
import { chooseProject } from '../../infrastructure/prompts.ts';
import type { ClientCommand } from '../client-command.ts';
import { choosePair } from './choose-pair.ts';
import { showModels } from './show-models.ts';
import { showOutputs } from './show-outputs.ts';

/** What differs between two environments: their models side by side, or one diff over the generated files of both. */
export const command: ClientCommand = {
  id: COMMANDS.compareEnvironments,
  async execute(services, argument) {
    const given = argument as CompareEnvironmentsArgument | undefined;
    const project = await chooseProject(services, given);
    const pair = project && (await choosePair(services, project, given));
    if (!project || !pair) return undefined;
    return pair.what === 'files' ? showOutputs(services, project, pair) : showModels(services, project, pair);
  },
};
