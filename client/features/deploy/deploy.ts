import * as vscode from 'vscode';
import { COMMANDS, type DeployArgument, type ProjectDescription } from '../../../protocol/index.ts';
import { chooseEnvironment, chooseProject, folderOf } from '../../infrastructure/prompts.ts';
import type { Services } from '../../infrastructure/services.ts';
import { mayStartPrograms } from '../../infrastructure/trust.ts';
import type { ClientCommand } from '../client-command.ts';
import { readPlan, type DeploymentPlan, type DeploymentStep } from './deployment-plan.ts';

/** Launches a deployment: the plan first, then one step after the other in a terminal. */
export const command: ClientCommand = {
  id: COMMANDS.deploy,
  async execute(services, argument) {
    if (!(await mayStartPrograms())) return undefined;
    const given = argument as DeployArgument | undefined;
    const project = await chooseProject(services, given);
    const chosen =
      project &&
      (given?.environment === undefined
        ? await chooseEnvironment(services, project, { all: false })
        : { environment: given.environment });
    if (!project || !chosen) return undefined;
    const where = [
      folderOf(project),
      ...(chosen.environment === undefined ? [] : ['-e', chosen.environment]),
    ];
    const plan = await showPlan(services, project, where);
    if (!plan) return undefined;
    const stale = plan.steps.find(({ number }) => number === 0);
    if (stale && !given?.steps) return offerToGenerate(project, chosen.environment);
    const steps = plan.steps.filter(({ number }) => number > 0 && (given?.steps?.includes(number) ?? true));
    return runSteps(services, project, where, steps, given?.steps !== undefined);
  },
};

async function showPlan(
  { command: tenon, preview, log }: Services,
  project: ProjectDescription,
  where: readonly string[],
): Promise<DeploymentPlan | undefined> {
  const folder = folderOf(project);
  const title = vscode.l10n.t('Planning the deployment of {0}', project.name);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const [human, json] = await vscode.window.withProgress(options, (_progress, token) =>
    Promise.all([
      tenon.run(['deploy', 'plan', ...where], folder, token),
      tenon.run(['deploy', 'plan', ...where, '--format', 'json'], folder, token),
    ]),
  );
  const plan = json.code === 0 ? readPlan(json.stdout) : undefined;
  if (plan) {
    await preview.show(`${project.name} deployment plan.txt`, human.stdout);
    return plan;
  }
  if (json.code === undefined) return undefined;
  const output = vscode.l10n.t('Show Output');
  const reason = json.stderr.trim().split('\n')[0] || vscode.l10n.t('There is no plan for this deployment.');
  if ((await vscode.window.showErrorMessage(reason, output)) === output) log.show();
  return undefined;
}

async function offerToGenerate(
  project: ProjectDescription,
  environment: string | undefined,
): Promise<undefined> {
  const generate = vscode.l10n.t('Generate Files…');
  const message = vscode.l10n.t(
    'The generated files are not what the model says. Generate them before you deploy.',
  );
  if ((await vscode.window.showWarningMessage(message, generate)) !== generate) return undefined;
  await vscode.commands.executeCommand(COMMANDS.generate, {
    project: project.uri,
    environment: environment ?? null,
  });
  return undefined;
}

/** Exit codes of the steps that were run, in order; it stops at the first that fails and is not tried again. */
async function runSteps(
  { command: tenon, server }: Services,
  project: ProjectDescription,
  where: readonly string[],
  steps: readonly DeploymentStep[],
  unasked: boolean,
): Promise<(number | undefined)[]> {
  const codes: (number | undefined)[] = [];
  let ask = !unasked;
  for (const [index, step] of steps.entries()) {
    if (ask) {
      const answer = await askFor(step, index, steps.length);
      if (answer === 'stop') return codes;
      ask = answer === 'one';
    }
    let code: number | undefined;
    do {
      const title = vscode.l10n.t('Deploy: {0}', `${step.number} ${step.title}`);
      const args = ['deploy', 'apply', ...where, '--step', String(step.number), '--yes'];
      code = await tenon.runInTerminal(title, args, folderOf(project));
      codes.push(code);
      // Nobody hears of the first line of a journal in a folder that was made for it.
      server.madeFiles();
    } while (code !== 0 && !unasked && (await wantsRetry(step)));
    if (code !== 0) return codes;
  }
  if (!unasked)
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} is deployed: {1} steps.', project.name, steps.length),
    );
  return codes;
}

async function askFor(step: DeploymentStep, index: number, total: number): Promise<'one' | 'all' | 'stop'> {
  const one = vscode.l10n.t('Run Step {0}', step.number);
  const all = vscode.l10n.t('Run All {0}', total - index);
  const question = vscode.l10n.t('Step {0} of {1}: {2}', index + 1, total, step.title);
  const chosen = await vscode.window.showInformationMessage(question, one, all, vscode.l10n.t('Stop'));
  return chosen === one ? 'one' : chosen === all ? 'all' : 'stop';
}

async function wantsRetry(step: DeploymentStep): Promise<boolean> {
  const retry = vscode.l10n.t('Try Again');
  const message = vscode.l10n.t('Step {0} failed: {1}. Nothing after it was run.', step.number, step.title);
  return (await vscode.window.showErrorMessage(message, retry)) === retry;
}
