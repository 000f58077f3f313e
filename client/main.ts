import type { ExtensionContext } from 'vscode';
import { desktop } from './desktop/desktop.ts';
import { start } from './start.ts';

/** The entry on a computer, where there is a disk and programs can be started. */
export const activate = (context: ExtensionContext): void => start(context, desktop);
