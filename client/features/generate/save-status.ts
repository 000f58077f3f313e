import * as vscode from 'vscode';
import {
  COMMANDS,
  LANGUAGE_ID,
  type ProjectArgument,
  type ProjectDescription,
} from '../../../protocol/index.ts';
import type { OwnFiles } from './write-own-files.ts';

const { Information, Warning } = vscode.LanguageStatusSeverity;

/** Says beside the language what saving has generated; nothing pops up. */
export class SaveStatus {
  #item: vscode.LanguageStatusItem | undefined;

  busy({ name }: ProjectDescription): void {
    const item = this.#shown();
    item.busy = true;
    item.text = vscode.l10n.t('Generating {0}', name);
    item.detail = '';
  }

  show({ uri, name }: ProjectDescription, outcome: OwnFiles): void {
    const item = this.#shown();
    const [text, detail, severity] = describe(outcome);
    item.busy = false;
    item.text = text;
    item.detail = detail === '' ? name : `${name}: ${detail}`;
    item.severity = severity;
    item.accessibilityInformation = { label: `${text}, ${item.detail}` };
    const argument: ProjectArgument = { project: uri };
    item.command = {
      command: COMMANDS.regenerate,
      title: vscode.l10n.t('Show Changes'),
      arguments: [argument],
    };
  }

  failed(text: string): void {
    const item = this.#shown();
    item.busy = false;
    item.text = text;
    item.severity = Warning;
    item.command = { command: COMMANDS.showOutput, title: vscode.l10n.t('Show Output') };
  }

  hide(): void {
    this.#item?.dispose();
    this.#item = undefined;
  }

  dispose(): void {
    this.hide();
  }

  #shown(): vscode.LanguageStatusItem {
    if (!this.#item) {
      const selector = [{ language: LANGUAGE_ID }, { pattern: '**/tenon.json' }];
      this.#item = vscode.languages.createLanguageStatusItem('tenon.generateOnSave', selector);
      this.#item.name = vscode.l10n.t('Tenon: Generated on Save');
    }
    return this.#item;
  }
}

function describe(
  outcome: OwnFiles,
): [text: string, detail: string, severity: vscode.LanguageStatusSeverity] {
  const idle = vscode.l10n.t('Not generated on save');
  switch (outcome.result) {
    case 'written': {
      const { written, left } = outcome;
      const detail = left === 0 ? '' : vscode.l10n.t('{0} files that were edited by hand stay', left);
      const text =
        written === 0
          ? vscode.l10n.t('Generated files are up to date')
          : vscode.l10n.t('Generated on save: {0} files', written);
      return [text, detail, Information];
    }
    case 'never':
      return [idle, vscode.l10n.t('generate once, and from then on saving does'), Information];
    case 'unsaved':
      return [idle, vscode.l10n.t('other models are not saved yet'), Information];
    case 'reviewing':
      return [idle, vscode.l10n.t('what would be written is being looked at'), Information];
    case 'problem':
      return [idle, outcome.reason, Warning];
  }
}
