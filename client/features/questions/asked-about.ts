import * as vscode from 'vscode';
import { LANGUAGE_ID, NAMES_AT, type AskedName, type QuestionArgument } from '../../../protocol/index.ts';
import { chooseProject } from '../../infrastructure/prompts.ts';
import type { Services } from '../../infrastructure/services.ts';

/** What a question is about. */
export interface AskedAbout {
  /** URI of the project folder. */
  readonly project: string;
  /** Environment that the project is shown in. */
  readonly environment: string | null;
  readonly at?: AskedName;
  readonly around?: AskedName;
}

/** The name that is given, else what stands at the cursor of the open model. */
export async function askedAbout(
  services: Services,
  given: QuestionArgument | undefined,
): Promise<AskedAbout | undefined> {
  if (given?.name === undefined) {
    const found = await atCursor(services);
    if (found) return found;
  }
  const project = await chooseProject(services, given);
  if (!project) return undefined;
  const { state } = services.server;
  const shown = 'shown' in state ? state.shown.find(({ uri }) => uri === project.uri) : undefined;
  const at = given?.name === undefined ? {} : { at: { name: given.name, kind: '', hasFigures: true } };
  return { project: project.uri, environment: shown?.environment ?? null, ...at };
}

async function atCursor({ server }: Services): Promise<AskedAbout | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE_ID) return undefined;
  const { line, character } = editor.selection.active;
  const uri = editor.document.uri.toString();
  const found = await server.request(NAMES_AT, { uri, position: { line, character } });
  const { project } = found ?? {};
  return found && project !== undefined ? { ...found, project } : undefined;
}
