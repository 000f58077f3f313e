import type { Project } from '../../language/index.ts';
import {
  chooseDeployments as choose,
  type Choice,
  type DeploymentGroup,
} from '../../targets/project/choose-deployments.ts';
import type { CommandProblem } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

/** What is generated, or why nothing can be, with the exit code for it. */
export function chooseDeployments(
  project: Project,
  choice: Choice,
): { readonly groups: readonly DeploymentGroup[] } | { readonly problem: CommandProblem } {
  const chosen = choose(project, choice);
  if (!('problem' in chosen)) return chosen;
  const { reason, ...problem } = chosen.problem;
  return { problem: { exitCode: reason === 'nothing' ? EXIT.findings : EXIT.usage, ...problem } };
}
