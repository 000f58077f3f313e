import type * as vscode from 'vscode';
import type { ContentPreview } from './content-preview.ts';
import type { LanguageServer } from './language-server.ts';
import type { Memory } from './memory.ts';
import type { TenonCommand } from './tenon-command.ts';

/** Everything that a command may use; wired once, when the extension starts. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly server: LanguageServer;
  readonly command: TenonCommand;
  readonly memory: Memory;
  readonly preview: ContentPreview;
}
