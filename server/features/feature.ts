import type { ClientCapabilities, Connection, ServerCapabilities } from 'vscode-languageserver';
import type { SettingsFiles } from '../../protocol/index.ts';
import type { ThisMachine } from '../measurements/measured-findings.ts';
import type { RulePages } from '../text/rule-pages.ts';
import type { Texts } from '../text/texts.ts';
import type { CheckScheduler } from '../workspace/check-scheduler.ts';
import type { DiagnosticReports } from '../workspace/diagnostic-reports.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { FeatureGuard } from './feature-guard.ts';

/** What a feature may use. */
export interface FeatureContext {
  readonly connection: Connection;
  readonly workspace: Workspace;
  readonly checks: CheckScheduler;
  readonly reports: DiagnosticReports;
  readonly pages: RulePages;
  readonly texts: Texts;
  readonly client: ClientCapabilities;
  readonly guard: FeatureGuard;
  /** Project files of an editor that knows their schema; absent for other editors. */
  readonly settingsFiles?: readonly SettingsFiles[];
  /** Absent where nothing can be measured, as in a browser. */
  readonly machine?: ThisMachine;
}

/** One capability of the server: what it promises, and its handlers. Features know nothing of one another. */
export interface ServerFeature {
  readonly id: string;
  readonly capabilities: ServerCapabilities | ((client: ClientCapabilities) => ServerCapabilities);
  register(context: FeatureContext): void;
}
