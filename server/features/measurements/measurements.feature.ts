import { DidChangeConfigurationNotification, CodeLensRefreshRequest } from 'vscode-languageserver';
import {
  BENCHMARK_REPORT,
  LANGUAGE_ID,
  MEASUREMENTS_CHANGED,
  OBJECTIVE_VERDICTS,
  SETTINGS,
} from '../../../protocol/index.ts';
import { notify, onRequest } from '../../main/messages.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import type { FeatureContext, ServerFeature } from '../feature.ts';
import { FindingsOfMeasurements } from './findings-of-measurements.ts';
import { objectiveVerdicts } from './objective-verdicts.ts';
import { reportData } from './report-data.ts';

/** What benchmarks found, beside what the models promise: verdicts, findings, and what the report is made from. */
export const feature: ServerFeature = {
  id: 'measurements',
  capabilities: {},
  register(context) {
    const { connection, workspace, checks, guard, client, texts } = context;
    const findings = new FindingsOfMeasurements(context, {
      areWanted: () => areWanted(context),
      onChange: (host) => {
        notify(connection, MEASUREMENTS_CHANGED, {});
        if (client.workspace?.codeLens?.refreshSupport)
          void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
        // Editors that ask for findings do so again when the checks come to rest.
        checks.schedule(host);
      },
    });
    const update = (hosts: readonly ProjectHost[]): void => findings.update(hosts);
    checks.onSettled(() => update(workspace.hosts));
    followSettings(context, () => update(workspace.hosts));
    onRequest(
      connection,
      OBJECTIVE_VERDICTS,
      guard.handle('objective verdicts', [], async ({ uri }: { readonly uri: string }) => {
        const model = await workspace.file(uri);
        if (!model) return [];
        // Whoever asks may know of results that nobody has told the server of.
        update([model.host]);
        return objectiveVerdicts(model, texts);
      }),
    );
    onRequest(
      connection,
      BENCHMARK_REPORT,
      guard.handle(
        'benchmark report',
        null,
        async (asked: { readonly uri: string; readonly model?: string }) => {
          // A page that was open in the last window asks while the folders are still searched.
          await workspace.whenRead();
          const host = await workspace.project(asked.uri);
          return host?.root === undefined ? null : reportData(host, host.root, texts, asked.model);
        },
      ),
    );
  },
};

async function areWanted({ connection, client }: FeatureContext): Promise<boolean> {
  if (client.workspace?.configuration !== true) return true;
  const wanted = (await connection.workspace.getConfiguration({
    section: `${LANGUAGE_ID}.${SETTINGS.measuredFindings}`,
  })) as unknown;
  return wanted !== false;
}

function followSettings({ connection, client }: FeatureContext, changed: () => void): void {
  connection.onDidChangeConfiguration(changed);
  if (client.workspace?.didChangeConfiguration?.dynamicRegistration !== true) return;
  // Nothing can be asked of the editor before it has heard the answer to its first request.
  setImmediate(() => {
    void connection.client
      .register(DidChangeConfigurationNotification.type, { section: `${LANGUAGE_ID}.benchmark` })
      .catch(() => undefined);
  });
}
