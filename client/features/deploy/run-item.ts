import * as vscode from 'vscode';
import { COMMANDS, type ProjectDescription, type RunArgument } from '../../../protocol/index.ts';
import type { DeploymentRun, ProjectRuns, RunStep } from './deployment-runs.ts';

/** Nodes of the view; the commands of its menus read `project`, `deployment` and `log`. */
export type RunNode =
  | ({ readonly type: 'project' } & ProjectRuns)
  | ({ readonly type: 'run'; readonly run: DeploymentRun } & RunArgument)
  | ({ readonly type: 'step'; readonly run: DeploymentRun; readonly step: RunStep } & RunArgument);

export const runNode = ({ uri }: ProjectDescription, run: DeploymentRun): RunNode => ({
  type: 'run',
  run,
  project: uri,
  deployment: run.deployment,
});

export const stepsOf = (node: Extract<RunNode, { type: 'run' }>): RunNode[] =>
  node.run.steps.map((step) => ({
    ...node,
    type: 'step',
    step,
    ...(step.log === undefined ? {} : { log: vscode.Uri.joinPath(vscode.Uri.parse(node.project), step.log).toString() }),
  })); // prettier-ignore

type State = RunStep['state'];

/** Icons and colours of the editor's own for what passed and failed. */
const ICONS: Readonly<Record<State, readonly [icon: string, color?: string]>> = {
  done: ['pass', 'testing.iconPassed'],
  'done earlier': ['pass', 'testing.iconPassed'],
  failed: ['error', 'testing.iconFailed'],
  cancelled: ['circle-slash', 'testing.iconSkipped'],
  running: ['sync~spin'],
  interrupted: ['warning', 'testing.iconErrored'],
  'not run': ['circle-outline', 'testing.iconUnset'],
};

/** How a node is shown. */
export function runItem(node: RunNode): vscode.TreeItem {
  switch (node.type) {
    case 'project': {
      const item = new vscode.TreeItem(node.project.name, vscode.TreeItemCollapsibleState.Expanded);
      item.id = node.project.uri;
      item.iconPath = new vscode.ThemeIcon('project');
      return item;
    }
    case 'run':
      return itemOf(node.run);
    case 'step':
      return stepItem(node);
  }
}

function itemOf({ run, deployment, environment, startedAt, outcome, steps }: DeploymentRun): vscode.TreeItem {
  const isOpen = outcome !== 'done';
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(simple(deployment), isOpen ? Expanded : Collapsed);
  // One that was unfolded stays so in its next run.
  item.id = `run ${deployment}`;
  item.contextValue = `run.${outcome}`;
  item.iconPath = iconOf(outcome);
  const done = steps.filter(({ state }) => state === 'done' || state === 'done earlier').length;
  const facts = [
    ...(environment === undefined ? [] : [simple(environment)]),
    stateText(outcome),
    vscode.l10n.t('{0} of {1} steps', done, steps.length),
    timeText(startedAt),
  ];
  item.description = facts.join(' · ');
  item.tooltip = `${deployment}\n${item.description}\n${vscode.l10n.t('Run {0}, begun {1}', run, timeText(startedAt))}`;
  item.accessibilityInformation = { label: [simple(deployment), ...facts].join(', ') };
  return item;
}

function stepItem({
  run,
  step,
  project,
  deployment,
  log,
}: Extract<RunNode, { type: 'step' }>): vscode.TreeItem {
  const { number, title, state, milliseconds, exitCode, signal, says } = step;
  const item = new vscode.TreeItem(`${number} ${title}`, vscode.TreeItemCollapsibleState.None);
  item.id = `step ${deployment} ${run.run} ${number}`;
  item.contextValue = log === undefined ? 'step' : 'step.log';
  item.iconPath = iconOf(state);
  const facts = [
    stateText(state),
    ...(milliseconds === undefined ? [] : [durationText(milliseconds)]),
    ...(state === 'failed' && exitCode !== undefined ? [vscode.l10n.t('exit code {0}', exitCode)] : []),
    ...(signal === undefined ? [] : [signal]),
    ...(says === undefined ? [] : [says]),
  ];
  item.description = facts.join(' · ');
  item.tooltip = `${number} ${title}\n${item.description}`;
  item.accessibilityInformation = { label: [`${number} ${title}`, ...facts].join(', ') };
  if (log !== undefined) {
    const argument: RunArgument = { project, deployment, log };
    item.command = { command: COMMANDS.showRunLog, title: vscode.l10n.t('Show Log'), arguments: [argument] };
  }
  return item;
}

function iconOf(state: State): vscode.ThemeIcon {
  const [icon, color] = ICONS[state];
  return color === undefined
    ? new vscode.ThemeIcon(icon)
    : new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

function stateText(state: State): string {
  switch (state) {
    case 'done':
      return vscode.l10n.t('done');
    case 'done earlier':
      return vscode.l10n.t('done earlier');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'cancelled':
      return vscode.l10n.t('cancelled');
    case 'running':
      return vscode.l10n.t('running');
    case 'interrupted':
      return vscode.l10n.t('interrupted');
    case 'not run':
      return vscode.l10n.t('waiting');
  }
}

const timeText = (at: string): string =>
  new Date(at).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });

const durationText = (milliseconds: number): string =>
  milliseconds < 60_000
    ? vscode.l10n.t('{0} s', (milliseconds / 1000).toFixed(1))
    : vscode.l10n.t('{0} min', (milliseconds / 60_000).toFixed(1));

const simple = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
