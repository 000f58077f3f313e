import * as vscode from 'vscode';
import { CLIENT_COMMANDS, CLIENT_VIEWS } from './features/registry.ts';
import { BenchmarkRuns } from './features/benchmark/benchmark-runs.ts';
import { ReportPanels } from './features/benchmark-report/report-panels.ts';
import { Generation } from './features/generate/generation.ts';
import { registerCommands } from './infrastructure/commands.ts';
import { ContentPreview } from './infrastructure/content-preview.ts';
import type { Host } from './infrastructure/host.ts';
import { LanguageServer } from './infrastructure/language-server.ts';
import { LineageTree } from './infrastructure/lineage-tree.ts';
import { Log } from './infrastructure/log.ts';
import { Memory } from './infrastructure/memory.ts';
import type { Services } from './infrastructure/services.ts';

/** Registers the commands first, so that none is missing while the server comes up. */
export function start(context: vscode.ExtensionContext, host: Host): void {
  const log = new Log();
  const memory = new Memory(context.workspaceState);
  const server = new LanguageServer(context, host, log, memory);
  const preview = new ContentPreview();
  const generation = new Generation();
  const benchmarks = new BenchmarkRuns();
  const services: Services = {
    context,
    log,
    server,
    preview,
    generation,
    benchmarks,
    reports: new ReportPanels(),
    lineage: new LineageTree(server),
    command: host.createCommand(context, log),
    memory,
  };
  context.subscriptions.push(
    log,
    generation,
    benchmarks,
    preview.register(),
    registerCommands(CLIENT_COMMANDS, services),
    ...CLIENT_VIEWS.map((view) => view.register(services)),
    new vscode.Disposable(() => void server.stop()),
  );
  server.start().catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
}
