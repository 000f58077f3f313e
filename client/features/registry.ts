import { command as benchmark } from './benchmark/benchmark.ts';
import { command as check } from './check/check.ts';
import type { ClientCommand } from './client-command.ts';
import type { ClientView } from './client-view.ts';
import { command as deploy } from './deploy/deploy.ts';
import { command as selectEnvironment } from './environment/select-environment.ts';
import { command as generate } from './generate/generate.ts';
import { command as output } from './output/show-output.ts';
import { view as projectView } from './project/project-view.ts';
import { command as refreshProjects } from './project/refresh-projects.ts';
import { command as capacity } from './questions/capacity.ts';
import { command as why } from './questions/why.ts';
import { command as explainRule } from './rules/explain-rule.ts';
import { command as reportBug } from './server/report-bug.ts';
import { command as restartServer } from './server/restart-server.ts';
import { command as showStatus } from './server/show-status.ts';
import { view as statusItem } from './server/status-item.ts';
import { command as newProject } from './walkthrough/new-project.ts';
import { command as tryExample } from './walkthrough/try-example.ts';

/** Every command; a test holds the list against the protocol's ids and the manifest. */
export const CLIENT_COMMANDS: readonly ClientCommand[] = [
  benchmark,
  capacity,
  check,
  deploy,
  explainRule,
  generate,
  newProject,
  output,
  refreshProjects,
  reportBug,
  restartServer,
  selectEnvironment,
  showStatus,
  tryExample,
  why,
];

/** What is shown all the time. */
export const CLIENT_VIEWS: readonly ClientView[] = [statusItem, projectView];
