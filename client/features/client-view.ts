import type { Disposable } from 'vscode';
import type { Services } from '../infrastructure/services.ts';

/** Something that is there as long as the extension runs, such as a tree or the status item. */
export interface ClientView {
  register(services: Services): Disposable;
}
