import * as vscode from 'vscode';
import type { BenchmarkProgress } from '../../../protocol/index.ts';

/** How far a benchmark is, in a few words: `2 of 3, measuring, batch 8, about 45 s left`. */
export function progressText(progress: BenchmarkProgress | undefined): string {
  if (!progress) return vscode.l10n.t('starting');
  const { step, index, of, batch, left } = progress;
  const parts = [
    of > 1 ? vscode.l10n.t('{0} of {1}', index, of) : undefined,
    stepText(progress),
    batch !== undefined && batch > 1 ? vscode.l10n.t('batch {0}', batch) : undefined,
    // How long another benchmark takes, nobody here knows.
    left !== undefined && step !== 'waiting' ? leftText(left) : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** Of the whole run, all models of it; only as exactly as it can be known. */
function leftText(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole > 90) return vscode.l10n.t('about {0} min left', Math.ceil(whole / 60));
  return vscode.l10n.t('about {0} s left', whole <= 10 ? whole : Math.ceil(whole / 5) * 5);
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
    case 'pair':
      return vscode.l10n.t('measuring in turns');
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
