import { createServer } from 'node:http';
import { readdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { run } from '../../../tools/setup/kit/run-process.ts';
import { toolEnvironment } from '../../../tools/setup/python/tool-environment.ts';

/** What a pipeline left behind that ran on this machine. */
export interface LocalRun {
  readonly code: number;
  readonly log: string;
  /** Folder of what each step wrote, by task name. */
  outputOf(task: string): Promise<string>;
  readonly tasks: readonly string[];
  /** Bodies that were posted to the webhook of the channel. */
  readonly alerts: readonly {
    readonly pipeline: string;
    readonly state: string;
    readonly done: readonly string[];
  }[];
}

/** Runs a generated pipeline with the SDK's local runner, with a real web server for its alerts. */
export async function runLocally(
  python: string,
  project: string,
  dataRoot: string,
  work: string,
  trackingUri: string,
): Promise<LocalRun> {
  const alerts: LocalRun['alerts'][number][] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      alerts.push(JSON.parse(body) as LocalRun['alerts'][number]);
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`;
    const outputs = join(work, 'outputs');
    const args = [
      '-B',
      join(project, 'run_local.py'),
      '--data-root',
      dataRoot,
      '--mlflow-tracking-uri',
      trackingUri,
      '--output',
      outputs,
    ];
    const env = {
      ...toolEnvironment(),
      ONCALL_WEBHOOK_URL: address,
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
    };
    const result = await run(python, args, { cwd: work, env });
    const log = result.stdout + result.stderr;
    const [folder] = await readdir(outputs);
    return {
      code: result.code,
      log,
      alerts,
      tasks: [...log.matchAll(/Executing task \S*'([a-z0-9-]+)'/g)].map((match) => match[1]!),
      outputOf: (task) => Promise.resolve(join(outputs, folder ?? '', task)),
    };
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
