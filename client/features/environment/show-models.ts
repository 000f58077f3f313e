import * as vscode from 'vscode';
import { COMPARE_MODELS, type ProjectDescription } from '../../../protocol/index.ts';
import { sayGenerationProblem } from '../../infrastructure/generation-problem.ts';
import type { Services } from '../../infrastructure/services.ts';
import { nameOf, type ChosenPair } from './choose-pair.ts';
import { askFor } from './ask-for.ts';

/** What differs of the models, for those who call the command from code. */
interface ShownModels {
  readonly one: string;
  readonly other: string;
  readonly differing: number;
}

/** Opens the two models in the diff editor, as far as they differ; both follow the model while they are open. */
export async function showModels(
  services: Services,
  project: ProjectDescription,
  { one, other }: ChosenPair,
): Promise<ShownModels | undefined> {
  const { preview, server } = services;
  const pair = { uri: project.uri, one, other };
  const names = `${nameOf(one)} ↔ ${nameOf(other)}`;
  const compared = await askFor(services, COMPARE_MODELS, pair, vscode.l10n.t('Comparing {0}', names));
  if (!compared) return undefined;
  if ('problem' in compared) {
    void sayGenerationProblem(compared.problem);
    return undefined;
  }
  const { differing, same } = compared;
  if (differing === 0) {
    const message = vscode.l10n.t(
      'Nothing differs between {0} and {1}: {2} elements compared.',
      nameOf(one),
      nameOf(other),
      same,
    );
    void vscode.window.showInformationMessage(message);
    return { one: '', other: '', differing };
  }
  const [left, right] = (['one', 'other'] as const).map((side) =>
    preview.put(`${project.name}/${names}.tenon`, compared[side], {
      side,
      project: project.uri,
      read: async () => {
        const now = await server.request(COMPARE_MODELS, pair);
        return now && !('problem' in now) ? now[side] : undefined;
      },
    }),
  );
  await vscode.commands.executeCommand('vscode.diff', left, right, `${names} (${project.name})`);
  return { one: left!.toString(), other: right!.toString(), differing };
}
