import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBackground } from '../kit/background-process.ts';
import { lastLines, run } from '../kit/run-process.ts';
import type { VsCodeInstallation } from '../tools/vscode.ts';
import { defaultSettings } from './default-settings.ts';

export interface VsCodeServerOptions {
  readonly installation: VsCodeInstallation;
  /** User data (settings, logs, state) of this server; a temporary folder, deleted at `stop`, when absent. */
  readonly dataFolder?: string;
  /** Where installed extensions are; inside the data folder when absent. */
  readonly extensionsFolder?: string;
  /** User settings, over `defaultSettings`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Packed extensions (`.vsix`) to install before the start. */
  readonly extensions?: readonly string[];
  /** Lets a page run extension tests; it also suppresses notifications, so not for user-interface tests. */
  readonly smokeDriver?: boolean;
  /** `off` (default) trusts every workspace; `on` starts untrusted, without asking. */
  readonly workspaceTrust?: 'on' | 'off';
  /** Added to the environment of the server and its extension hosts. */
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

export interface VsCodeServer {
  /** `http://127.0.0.1:<port>/` */
  readonly url: string;
  /** `127.0.0.1:<port>`, the authority of `vscode-remote` URIs. */
  readonly authority: string;
  readonly dataFolder: string;
  logs(): string;
  /** Ends the server and its extension hosts; belongs in a `finally`. */
  stop(): Promise<void>;
}

/** A VS Code server on a loopback port of its own, listening when this returns. */
export async function startVsCodeServer(options: VsCodeServerOptions): Promise<VsCodeServer> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'tenon-vscode-')));
  const extensionsFolder = options.extensionsFolder ?? join(dataFolder, 'extensions');
  const removeData = async (): Promise<void> => {
    if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    await writeSettings(dataFolder, options.settings);
    await mkdir(extensionsFolder, { recursive: true });
    for (const vsix of options.extensions ?? []) await install(options, vsix, dataFolder, extensionsFolder);
    const args = [
      serverMain(options.installation),
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      '--without-connection-token',
    ];
    args.push(...folderArguments(dataFolder, extensionsFolder), '--disable-telemetry');
    if (options.smokeDriver === true) args.push('--enable-smoke-test-driver');
    if (options.workspaceTrust !== 'on') args.push('--disable-workspace-trust');
    const server = startBackground(options.installation.node, args, {
      env: serverEnvironment(options),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    const stop = async (): Promise<void> => {
      await server.stop();
      await removeData();
    };
    try {
      const listening = /Extension host agent listening on (\d+)/;
      const port = await server.waitFor('a listening port', () => listening.exec(server.logs())?.[1], 60_000);
      const authority = `127.0.0.1:${port}`;
      return { url: `http://${authority}/`, authority, dataFolder, logs: server.logs, stop };
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    await removeData();
    throw error;
  }
}

async function writeSettings(dataFolder: string, settings: VsCodeServerOptions['settings']): Promise<void> {
  const folder = join(dataFolder, 'data/User');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'settings.json'),
    JSON.stringify({ ...defaultSettings, ...settings }, null, 2),
  );
}

async function install(
  options: VsCodeServerOptions,
  vsix: string,
  dataFolder: string,
  extensionsFolder: string,
): Promise<void> {
  const args = [serverMain(options.installation), '--install-extension', vsix];
  const result = await run(
    options.installation.node,
    [...args, ...folderArguments(dataFolder, extensionsFolder)],
    {
      env: serverEnvironment(options),
      timeoutMs: 120_000,
      ...(options.signal ? { signal: options.signal } : {}),
    },
  );
  if (result.code !== 0) throw new Error(`VS Code does not install ${vsix}: ${lastLines(result)}`);
}

function folderArguments(dataFolder: string, extensionsFolder: string): string[] {
  const folders = ['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder];
  return [...folders, '--accept-server-license-terms'];
}

function serverMain(installation: VsCodeInstallation): string {
  return join(installation.vscode, 'out/server-main.js');
}

function serverEnvironment(options: VsCodeServerOptions): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...options.env };
  // A test runner's own hooks and VS Code's of an outer window must not reach the extension host.
  for (const name of Object.keys(env)) {
    if (name.startsWith('VSCODE_') || name.startsWith('VITEST') || name === 'NODE_OPTIONS') delete env[name];
  }
  return env;
}
