import * as vscode from 'vscode';
import { LANGUAGE_ID, LIST_PROJECTS, SETTINGS, type ProjectDescription } from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';
import type { ClientView } from '../client-view.ts';
import { SaveStatus } from './save-status.ts';
import { writeOwnFiles } from './write-own-files.ts';

/** Several files are saved together; in milliseconds. */
const SAVED_TOGETHER = 250;

/** Writes the files that Tenon owns anew when models are saved, for those who have asked for it. */
export const view: ClientView = {
  register(services) {
    const saves = new Saves(services);
    return vscode.Disposable.from(
      saves,
      vscode.workspace.onDidSaveTextDocument((document) => saves.saved(document)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`tenon.${SETTINGS.generateOnSave}`)) saves.settingChanged();
      }),
    );
  },
};

/** What was saved and is not generated yet. One project is written at a time. */
class Saves {
  readonly #services: Services;
  readonly #status = new SaveStatus();
  readonly #saved = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;

  constructor(services: Services) {
    this.#services = services;
  }

  saved(document: vscode.TextDocument): void {
    const { uri, languageId } = document;
    const isModel = languageId === LANGUAGE_ID || uri.path.endsWith('/tenon.json');
    // Programs are started for files on a disk only, and only where the workspace is trusted.
    if (!isModel || uri.scheme !== 'file' || !vscode.workspace.isTrusted || !isWanted(uri)) return;
    this.#saved.add(uri.toString());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), SAVED_TOGETHER);
  }

  settingChanged(): void {
    if (!(vscode.workspace.workspaceFolders ?? []).some(({ uri }) => isWanted(uri))) this.#status.hide();
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      // What is saved meanwhile comes after it.
      while (this.#saved.size > 0) await this.#generate();
    } catch (error) {
      this.#services.log.error(error instanceof Error ? error : String(error));
      this.#status.failed(vscode.l10n.t('Nothing was written.'));
    } finally {
      this.#isRunning = false;
    }
  }

  async #generate(): Promise<void> {
    const saved = [...this.#saved];
    this.#saved.clear();
    const projects = await this.#services.server.request(LIST_PROJECTS, {});
    for (const project of new Set(saved.flatMap((uri) => projectOf(uri, projects) ?? []))) {
      this.#status.busy(project);
      this.#status.show(project, await writeOwnFiles(this.#services, project));
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#status.dispose();
  }
}

const isWanted = (uri: vscode.Uri): boolean =>
  vscode.workspace.getConfiguration('tenon', uri).get<boolean>(SETTINGS.generateOnSave) === true;

/** The innermost project around a file. */
const projectOf = (uri: string, projects: readonly ProjectDescription[]): ProjectDescription | undefined =>
  projects
    .filter((project) => uri.startsWith(`${project.uri}/`))
    .sort((a, b) => b.uri.length - a.uri.length)[0];
