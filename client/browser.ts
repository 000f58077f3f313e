import type { ExtensionContext } from 'vscode';
import { browser } from './browser/browser.ts';
import { start } from './start.ts';

/** The entry in a browser: no disk, no programs; the server is a worker. */
export const activate = (context: ExtensionContext): void => start(context, browser);
