import * as vscode from 'vscode';
import type { BenchmarkProgress } from '../../../protocol/index.ts';

/** How far a benchmark is, in a few words: `measuring batch 8, 40 %, at most 6 s`. */
export function progressText(progress: BenchmarkProgress | undefined): string {
  if (!progress) return vscode.l10n.t('starting');
  const { index, of, batch, seconds, atMost } = progress;
  const parts = [
    of > 1 ? vscode.l10n.t('{0} of {1}', index, of) : undefined,
    stepText(progress),
    batch !== undefined && batch > 1 ? vscode.l10n.t('batch {0}', batch) : undefined,
    seconds !== undefined && atMost !== undefined && atMost > 0
      ? vscode.l10n.t('at most {0} s left', Math.max(0, Math.ceil(atMost - seconds)))
      : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

function stepText({ step, phase }: BenchmarkProgress): string {
  switch (step) {
    case 'waiting':
      return vscode.l10n.t('waiting for another benchmark on this machine');
    case 'read':
    case 'hash':
      return vscode.l10n.t('reading the file');
    case 'placement':
      return vscode.l10n.t('looking where operators run');
    case 'cold':
      return vscode.l10n.t('measuring a cold start');
    default:
      return phaseText(phase);
  }
}

function phaseText(phase: string | undefined): string {
  switch (phase) {
    case 'load':
      return vscode.l10n.t('loading the model');
    case 'bind':
      return vscode.l10n.t('making inputs');
    case 'warmup':
      return vscode.l10n.t('warming up');
    case 'measure':
      return vscode.l10n.t('measuring');
    default:
      return vscode.l10n.t('starting');
  }
}
