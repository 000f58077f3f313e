import * as vscode from 'vscode';
import type { CompareEnvironmentsArgument, ProjectDescription } from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';

/** Two environments, null for none, and what of them is compared. */
export interface ChosenPair {
  readonly one: string | null;
  readonly other: string | null;
  readonly what: 'model' | 'files';
}

/** Key of the pair that was compared last, in the memory of the workspace. */
const LAST = 'compared';

/** What people read where an environment is named. */
export const nameOf = (environment: string | null): string => environment ?? vscode.l10n.t('No environment');

/** Asks what is not given, what was chosen last first; undefined when it was cancelled or there is nothing to choose. */
export async function choosePair(
  { memory }: Services,
  project: ProjectDescription,
  given: CompareEnvironmentsArgument | undefined,
): Promise<ChosenPair | undefined> {
  if (project.environments.length === 0) {
    const message = vscode.l10n.t(
      '{0} declares no environment, so there is nothing to compare. Declare one: environment prod { … }',
      project.name,
    );
    void vscode.window.showInformationMessage(message);
    return undefined;
  }
  const last = memory.recall<ChosenPair>(project.uri, LAST);
  const all = [...project.environments, null];
  const pick = (choices: readonly (string | null)[], first: string | null | undefined, step: number) =>
    pickEnvironment(project, choices, first, step);
  const one = given?.one === undefined ? await pick(all, last?.one, 1) : given.one;
  if (one === undefined) return undefined;
  const rest = all.filter((each) => each !== one);
  const other = given?.other === undefined ? await pick(rest, last?.other, 2) : given.other;
  if (other === undefined) return undefined;
  const what = given?.what ?? (await pickWhat(project, { one, other }, last?.what));
  if (what === undefined) return undefined;
  const pair: ChosenPair = { one, other, what };
  await memory.remember(project.uri, LAST, pair);
  return pair;
}

async function pickEnvironment(
  project: ProjectDescription,
  choices: readonly (string | null)[],
  first: string | null | undefined,
  step: number,
): Promise<string | null | undefined> {
  const items = choices.map((environment) => ({
    label: nameOf(environment),
    ...(environment === null ? { detail: vscode.l10n.t('The declarations as they stand') } : {}),
    ...(environment !== null && environment === project.environment
      ? { description: vscode.l10n.t('of the project file') }
      : {}),
    environment,
  }));
  items.sort((a, b) => Number(b.environment === first) - Number(a.environment === first));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare Environments ({0}/3)', step),
    placeHolder:
      step === 1 ? vscode.l10n.t('Environment on the left') : vscode.l10n.t('Environment on the right'),
    matchOnDescription: true,
  });
  return chosen?.environment;
}

async function pickWhat(
  project: ProjectDescription,
  { one, other }: Pick<ChosenPair, 'one' | 'other'>,
  first: ChosenPair['what'] | undefined,
): Promise<ChosenPair['what'] | undefined> {
  const items: (vscode.QuickPickItem & { readonly what: ChosenPair['what'] })[] = [
    {
      label: vscode.l10n.t('Model'),
      detail: vscode.l10n.t('Values with the layer that they come from, costs and other figures'),
      what: 'model',
    },
    {
      label: vscode.l10n.t('Generated Files'),
      detail: vscode.l10n.t('One diff over the files that would be generated; nothing is written'),
      what: 'files',
    },
  ];
  items.sort((a, b) => Number(b.what === first) - Number(a.what === first));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare Environments ({0}/3)', 3),
    placeHolder: `${project.name}: ${nameOf(one)} ↔ ${nameOf(other)}`,
  });
  return chosen?.what;
}
