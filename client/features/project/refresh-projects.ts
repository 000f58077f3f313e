import { CHECK_PROJECT, COMMANDS } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';

/** Reads every project again; the view follows when it is checked. */
export const command: ClientCommand = {
  id: COMMANDS.refreshProjects,
  async execute({ server }) {
    await server.start();
    const { state } = server;
    const projects = 'shown' in state ? state.shown : [];
    await Promise.all(projects.map(({ uri }) => server.request(CHECK_PROJECT, { uri })));
  },
};
