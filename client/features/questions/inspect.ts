import * as vscode from 'vscode';
import {
  COMMANDS,
  INSPECT,
  PROJECT_ELEMENTS,
  PROJECT_KINDS,
  type InspectQuestion,
  type QuestionArgument,
} from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';
import type { ClientCommand } from '../client-command.ts';
import { askedAbout } from './asked-about.ts';

/** Opens the page of an element: its values with their layers, its lineage, problems, figures, generated files. */
export const command: ClientCommand = {
  id: COMMANDS.inspect,
  async execute(services, argument) {
    const given = argument as QuestionArgument | undefined;
    const asked = await askedAbout(services, given);
    if (!asked) return undefined;
    const element = given?.name === undefined ? elementOf(asked) : { name: given.name, kind: given.kind };
    const chosen = element ?? (await chooseElement(services, asked.project));
    if (!chosen) return undefined;
    const { name, kind } = chosen;
    const question: InspectQuestion = { uri: asked.project, name, ...(kind === undefined ? {} : { kind }) };
    const simple = name.slice(name.lastIndexOf('.') + 1);
    const title = `${kind === undefined ? '' : `${kind} `}${simple}.md`;
    const page = await services.preview.showLive(title, asked.project, async () => {
      const answer = await services.server.request(INSPECT, question);
      return answer?.text;
    });
    if (page === undefined) {
      const message = vscode.l10n.t('The model declares no {0} of this kind.', simple);
      void vscode.window.showInformationMessage(message);
    }
    return page;
  },
};

interface Chosen {
  readonly name: string;
  readonly kind: string | undefined;
}

/** The element at the cursor, or the one around the value there. */
function elementOf({ at, around }: Awaited<ReturnType<typeof askedAbout>> & object): Chosen | undefined {
  return at && at.kind !== 'value' ? at : around;
}

async function chooseElement({ server }: Services, project: string): Promise<Chosen | undefined> {
  const kinds = await server.request(PROJECT_KINDS, { uri: project });
  const elements = await Promise.all(
    kinds.map(({ kind }) => server.request(PROJECT_ELEMENTS, { uri: project, kind })),
  );
  const items = elements.flat().map(({ name, kind, kindName = kind, qualifiedName }) => ({
    label: name,
    description: `${kindName} · ${qualifiedName.slice(0, Math.max(0, qualifiedName.lastIndexOf('.')))}`,
    chosen: { name: qualifiedName, kind },
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The project declares nothing yet.'));
    return undefined;
  }
  const placeHolder = vscode.l10n.t('Element to inspect');
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.chosen;
}
