import * as vscode from 'vscode';
import { COMPARE_OUTPUTS, type ComparedFile, type ProjectDescription } from '../../../protocol/index.ts';
import { sayGenerationProblem } from '../../infrastructure/generation-problem.ts';
import type { Services } from '../../infrastructure/services.ts';
import { askFor } from './ask-for.ts';
import { nameOf, type ChosenPair } from './choose-pair.ts';

/** What differs of the files, for those who call the command from code. */
interface ShownOutputs {
  readonly files: readonly string[];
}

/** Opens one editor with the diffs of all files that would be generated differently; nothing is written. */
export async function showOutputs(
  services: Services,
  project: ProjectDescription,
  { one, other }: ChosenPair,
): Promise<ShownOutputs | undefined> {
  const { preview } = services;
  const names = `${nameOf(one)} ↔ ${nameOf(other)}`;
  const title = vscode.l10n.t('Comparing the files of {0}', names);
  const compared = await askFor(services, COMPARE_OUTPUTS, { uri: project.uri, one, other }, title);
  if (!compared) return undefined;
  if ('problem' in compared) {
    void sayGenerationProblem(compared.problem);
    return undefined;
  }
  const { files, same, errors } = compared;
  const [error] = errors;
  if (error !== undefined) void vscode.window.showWarningMessage(error);
  if (files.length === 0) {
    const message = vscode.l10n.t(
      'No file differs between {0} and {1}: {2} files compared.',
      nameOf(one),
      nameOf(other),
      same,
    );
    void vscode.window.showInformationMessage(message);
    return { files: [] };
  }
  const folder = `${project.name}/${names}`;
  preview.drop(`${folder}/`);
  const resources = files.map((file) => sidesOf(services, folder, file));
  await vscode.commands.executeCommand('vscode.changes', `${names} (${project.name})`, resources);
  return { files: files.map(({ path }) => path) };
}

type Comparison = [label: vscode.Uri, original: vscode.Uri | undefined, modified: vscode.Uri | undefined];

/** Both sides have the same path: with another one the editor would show a file that was renamed. */
function sidesOf({ preview }: Services, folder: string, { path, one, other }: ComparedFile): Comparison {
  const name = `${folder}/${path}`;
  const original = one === undefined ? undefined : preview.put(name, one, { side: 'one' });
  const modified = other === undefined ? undefined : preview.put(name, other, { side: 'other' });
  return [(modified ?? original)!.with({ query: '' }), original, modified];
}
