import { CHOOSE_ENVIRONMENT } from '../../../protocol/index.ts';
import { onRequest } from '../../main/messages.ts';
import { refreshViews } from '../../main/refresh-views.ts';
import { shownProject } from '../../workspace/server-status.ts';
import type { ServerFeature } from '../feature.ts';

/** Shows a project in another environment: it is checked anew, and what the editor shows is asked for again. */
export const feature: ServerFeature = {
  id: 'environments',
  capabilities: {},
  register({ connection, workspace, client, guard }) {
    onRequest(
      connection,
      CHOOSE_ENVIRONMENT,
      guard.handle('environments', null, async ({ uri, environment }) => {
        const known = await workspace.project(uri);
        const host = known && workspace.showIn(uri, environment);
        if (!host) return null;
        refreshViews(connection, client);
        return shownProject(host) ?? null;
      }),
    );
  },
};
