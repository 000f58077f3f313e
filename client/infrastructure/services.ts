import type * as vscode from 'vscode';
import type { BenchmarkRuns } from '../features/benchmark/benchmark-runs.ts';
import type { ReportPanels } from '../features/benchmark-report/report-panels.ts';
import type { Generation } from '../features/generate/generation.ts';
import type { ContentPreview } from './content-preview.ts';
import type { CommandRunner } from './host.ts';
import type { LanguageServer } from './language-server.ts';
import type { LineageTree } from './lineage-tree.ts';
import type { Log } from './log.ts';
import type { Memory } from './memory.ts';

/** Everything that a command may use; wired once, when the extension starts. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly server: LanguageServer;
  readonly command: CommandRunner;
  readonly memory: Memory;
  readonly preview: ContentPreview;
  readonly generation: Generation;
  readonly benchmarks: BenchmarkRuns;
  readonly reports: ReportPanels;
  readonly lineage: LineageTree;
}
