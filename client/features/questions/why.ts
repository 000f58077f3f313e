import * as vscode from 'vscode';
import { COMMANDS, WHY, type QuestionArgument, type WhyAnswer } from '../../../protocol/index.ts';
import type { ClientCommand } from '../client-command.ts';
import { askedAbout } from './asked-about.ts';

/** Says why something of the model is as it is: the whole chain of facts, with links to where they are written. */
export const command: ClientCommand = {
  id: COMMANDS.why,
  async execute(services, argument) {
    const asked = await askedAbout(services, argument as QuestionArgument | undefined);
    if (!asked) return undefined;
    const name = asked.at?.name ?? (await askForName());
    if (name === undefined) return undefined;
    const around = asked.at && asked.around ? { inside: asked.around.name } : {};
    const ask = (): Promise<WhyAnswer | null> =>
      services.server.request(WHY, { uri: asked.project, name, ...around });
    const answer = await ask();
    if (answer && 'text' in answer) {
      const simple = name.slice(name.lastIndexOf('.') + 1);
      return services.preview.showLive(`why ${simple}.txt`, asked.project, async () => {
        const now = await ask();
        return now && 'text' in now ? now.text : undefined;
      });
    }
    const message = answer?.problem.message ?? vscode.l10n.t('There is no project to ask.');
    void vscode.window.showInformationMessage([message, answer?.problem.help ?? ''].join(' ').trim());
    return undefined;
  },
};

const askForName = (): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: vscode.l10n.t('Why…'),
    prompt: vscode.l10n.t('Name of an element, a column of a step, a value or a tensor'),
    placeHolder: 'fraud_net.features',
  });
