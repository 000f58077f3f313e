import { URI } from 'vscode-uri';
import {
  CHECK_PROJECT,
  LIST_PROJECTS,
  type CheckSummary,
  type ProjectDescription,
} from '../../../protocol/index.ts';
import type { FeatureContext, ServerFeature } from '../feature.ts';
import { onRequest } from '../../main/messages.ts';
import { describeProject } from './describe-project.ts';

/** What the commands of the editor ask: which projects there are, and whether one is right. */
export const feature: ServerFeature = {
  id: 'projects',
  capabilities: {},
  register(context) {
    const { connection, guard } = context;
    onRequest(
      connection,
      LIST_PROJECTS,
      guard.handle('projects', [], () => listProjects(context)),
    );
    onRequest(
      connection,
      CHECK_PROJECT,
      guard.handle('check', null, ({ uri }) => checkProject(context, uri)),
    );
  },
};

async function listProjects({
  workspace,
  checks,
  texts,
}: FeatureContext): Promise<readonly ProjectDescription[]> {
  // A command may come while the folders are still searched.
  await workspace.whenRead();
  const { hosts } = workspace;
  await Promise.all(hosts.map((host) => checks.whenKnown(host)));
  return hosts
    .filter((host) => host.project.files.size > 0)
    .map((host) => describeProject(host, texts))
    .sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

async function checkProject(
  { workspace, checks }: FeatureContext,
  uri: string,
): Promise<CheckSummary | null> {
  const host = await workspace.recheck(URI.parse(uri).toString());
  if (!host) return null;
  const findings = checks.findings(host);
  return {
    files: host.project.files.size,
    errors: findings.filter(({ severity }) => severity === 'error').length,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
  };
}
