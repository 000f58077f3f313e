import * as vscode from 'vscode';
import {
  LANGUAGE_ID,
  MEASUREMENTS_CHANGED,
  OBJECTIVE_VERDICTS,
  SETTINGS,
  type ObjectiveVerdict,
} from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';
import type { ClientView } from '../client-view.ts';

/** How long nothing is typed before verdicts are asked for again, in milliseconds. */
const PAUSE = 400;

/** Verdicts beside the objectives of the files that are shown: a word and a sign, not only a colour. */
export const view: ClientView = {
  register(services) {
    const decorations = new VerdictDecorations(services);
    const refresh = (): void => decorations.refresh();
    const { server, benchmarks } = services;
    server.on(MEASUREMENTS_CHANGED, refresh);
    refresh();
    return vscode.Disposable.from(
      decorations,
      vscode.window.onDidChangeVisibleTextEditors(refresh),
      benchmarks.onDidEnd(refresh),
      server.onDidMakeFiles(refresh),
      server.onDidChangeState(({ state }) => {
        if (state === 'ready') refresh();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === LANGUAGE_ID) decorations.refreshLater();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`tenon.${SETTINGS.verdicts}`)) refresh();
      }),
    );
  },
};

class VerdictDecorations {
  readonly #services: Services;
  readonly #type = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  #timer: NodeJS.Timeout | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  refreshLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), PAUSE);
  }

  refresh(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.languageId !== LANGUAGE_ID) continue;
      this.#decorate(editor).catch((error: unknown) => this.#services.log.debug(String(error)));
    }
  }

  async #decorate(editor: vscode.TextEditor): Promise<void> {
    const { document } = editor;
    if (!areWanted(document)) return editor.setDecorations(this.#type, []);
    const { version } = document;
    const uri = document.uri.toString();
    const verdicts = await this.#services.server.request(OBJECTIVE_VERDICTS, { uri });
    // Ranges of an older text stand at other words; the edit asks again by itself.
    if (document.version !== version) return;
    editor.setDecorations(this.#type, verdicts.flatMap(decorationOf));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#type.dispose();
  }
}

const areWanted = (document: vscode.TextDocument): boolean =>
  vscode.workspace.getConfiguration('tenon', document).get<boolean>(SETTINGS.verdicts) !== false;

/** What was not measured has nothing beside it. */
function decorationOf(verdict: ObjectiveVerdict): vscode.DecorationOptions[] {
  const look = lookOf(verdict);
  if (!look) return [];
  const { start, end } = verdict.range;
  const hoverMessage = new vscode.MarkdownString();
  // The reason names things of the model, so nothing in it may become a link.
  hoverMessage.appendText(verdict.reason);
  return [
    {
      range: new vscode.Range(start.line, start.character, end.line, end.character),
      hoverMessage,
      renderOptions: {
        after: {
          contentText: look.text,
          color: new vscode.ThemeColor(look.color),
          margin: '0 0.3em 0 0.5em',
        },
      },
    },
  ];
}

function lookOf({ verdict, figure, isStale }: ObjectiveVerdict): { text: string; color: string } | undefined {
  switch (verdict) {
    case 'kept':
      return { text: `✓ ${vscode.l10n.t('kept')}${beside(figure)}`, color: 'tenon.verdictKept' };
    case 'broken':
      return { text: `✗ ${vscode.l10n.t('broken')}${beside(figure)}`, color: 'tenon.verdictBroken' };
    case 'undecided': {
      const why = isStale ? vscode.l10n.t('not decided: the file has changed') : vscode.l10n.t('not decided');
      return { text: `? ${why}${isStale ? '' : beside(figure)}`, color: 'tenon.verdictUndecided' };
    }
    case 'unmeasured':
      return undefined;
  }
}

const beside = (figure: string | undefined): string => (figure === undefined ? '' : ` ${figure}`);
