import * as vscode from 'vscode';
import { COMMANDS } from '../../../protocol/index.ts';
import type { ClientView } from '../client-view.ts';
import { progressText } from './progress-text.ts';

/** Says in the status bar what is being measured, how far it is and how long it takes; only while it is. */
export const view: ClientView = {
  register({ benchmarks }) {
    const item = vscode.window.createStatusBarItem('tenon.benchmark', vscode.StatusBarAlignment.Left);
    item.name = vscode.l10n.t('Tenon Benchmark');
    item.command = COMMANDS.cancelBenchmark;
    const show = (): void => {
      const { all } = benchmarks;
      // One that waits for another one is told of after the one that runs.
      const [first, ...others] = [...all].sort((a, b) => rank(a.progress?.step) - rank(b.progress?.step));
      if (!first) return item.hide();
      const waiting = others.length === 0 ? '' : ` ${vscode.l10n.t('(+{0} waiting)', others.length)}`;
      item.text = `$(sync~spin) ${first.name}: ${progressText(first.progress)}${waiting}`;
      item.tooltip = [
        ...all.map(({ name, progress }) => `${name}: ${progressText(progress)}`),
        vscode.l10n.t('Click to cancel.'),
      ].join('\n');
      item.accessibilityInformation = {
        label: vscode.l10n.t('Benchmark of {0}: {1}', first.name, progressText(first.progress)),
        role: 'button',
      };
      item.show();
    };
    return vscode.Disposable.from(item, benchmarks.onDidChange(show));
  },
};

const rank = (step: string | undefined): number => (step === undefined || step === 'waiting' ? 1 : 0);
