import type { ExtensionContext } from 'vscode';
import { provideExample } from '../virtual-files.ts';

export const activate = ({ subscriptions }: ExtensionContext): void =>
  void subscriptions.push(provideExample());
