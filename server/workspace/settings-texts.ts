import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { SETTINGS_FILE } from '../../language/index.ts';

interface OpenSettings {
  readonly document: TextDocument;
  isEdited: boolean;
}

/** Project files that are open in the editor. They are no models, so nothing but their own features looks at them. */
export class SettingsTexts {
  readonly #open = new Map<string, OpenSettings>();

  /** False for every other file. */
  open(uri: string, languageId: string, version: number, text: string): boolean {
    if (!uri.endsWith(`/${SETTINGS_FILE}`)) return false;
    this.#open.set(uri, { document: TextDocument.create(uri, languageId, version, text), isEdited: false });
    return true;
  }

  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): boolean {
    const open = this.#open.get(uri);
    if (!open) return false;
    TextDocument.update(open.document, [...changes], version);
    open.isEdited = true;
    return true;
  }

  /** Undefined when it was not open; else whether it was edited, so that the file on the disk may say something else. */
  close(uri: string): boolean | undefined {
    const open = this.#open.get(uri);
    this.#open.delete(uri);
    return open?.isEdited;
  }

  get(uri: string): TextDocument | undefined {
    return this.#open.get(uri)?.document;
  }
}

/** The folder of a project file. */
export const folderOfSettings = (uri: string): string => uri.slice(0, -SETTINGS_FILE.length - 1);
