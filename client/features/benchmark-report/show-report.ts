import { COMMANDS, type BenchmarkArgument } from '../../../protocol/index.ts';
import { chooseProject } from '../../infrastructure/prompts.ts';
import type { ClientCommand } from '../client-command.ts';
import type { ClientView } from '../client-view.ts';

/** Keeps reports that are open across windows. */
export const view: ClientView = {
  register: (services) => services.reports.register(services),
};

/** Shows the results of a model as a page; gives the URI of its project. */
export const command: ClientCommand = {
  id: COMMANDS.showBenchmarkReport,
  async execute(services, argument) {
    const given = argument as BenchmarkArgument | undefined;
    const project = await chooseProject(services, given);
    if (!project) return undefined;
    const subject = given?.model === undefined ? {} : { subject: given.model };
    services.reports.show({ project: project.uri, ...subject }, services);
    return project.uri;
  },
};
