import { command as benchmark } from './benchmark/benchmark.ts';
import { command as check } from './check/check.ts';
import type { ClientCommand } from './client-command.ts';
import { command as deploy } from './deploy/deploy.ts';
import { command as explainRule } from './rules/explain-rule.ts';
import { command as generate } from './generate/generate.ts';
import { command as output } from './output/show-output.ts';
import { command as server } from './server/restart-server.ts';

/** Every command; a test holds the list against the protocol's ids and the manifest. */
export const CLIENT_COMMANDS: readonly ClientCommand[] = [
  benchmark,
  check,
  deploy,
  explainRule,
  generate,
  output,
  server,
];
