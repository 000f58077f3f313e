import { URI } from 'vscode-uri';
import { CheckRequest, ProjectsRequest, type CheckSummary, type ProjectDescription } from '../../../protocol/index.ts';
import type { ServerFeature } from '../feature.ts';
import { describeProject } from './describe-project.ts';

/** What the commands of the editor ask: which projects there are, and whether one is right. */
export const feature: ServerFeature = {
  id: 'projects',
  capabilities: {},
  register({ connection, workspace, guard, checks }) {
    connection.onRequest(
      ProjectsRequest,
      async (token) =>
        guard.handle('projects', [] as readonly ProjectDescription[], async () => {
          const hosts = workspace.hosts.filter((host) => host.root !== undefined);
          await Promise.allSettled(hosts.map((host) => host.load()));
          return hosts
            .filter((host) => host.project.files.size > 0)
            .map(describeProject)
            .sort((a, b) => (a.uri < b.uri ? -1 : 1));
        })(undefined, token),
    );
    connection.onRequest(
      CheckRequest,
      guard.handle('check', null as CheckSummary | null, async ({ uri }) => {
        const host = await workspace.recheck(URI.parse(uri).toString());
        if (!host) return null;
        const findings = checks.findings(host);
        return {
          files: host.project.files.size,
          errors: findings.filter(({ severity }) => severity === 'error').length,
          warnings: findings.filter(({ severity }) => severity === 'warning').length,
        };
      }),
    );
  },
};
