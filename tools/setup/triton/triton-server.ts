import { startBackground } from '../kit/background-process.ts';
import { freePorts } from '../kit/free-port.ts';
import { toolEnvironment } from '../python/tool-environment.ts';
import type { TritonInstallation } from '../tools/triton.ts';

export interface TritonOptions {
  readonly installation: TritonInstallation;
  /** Folder with one folder for each model. */
  readonly repository: string;
  /** `explicit` (default) loads nothing until `load`; `none` loads the whole repository at the start. */
  readonly control?: 'explicit' | 'none';
  /** Whether missing parts of a configuration are filled in from the model; off when absent. */
  readonly autoComplete?: boolean;
  /** Further arguments of tritonserver, for example `--cache-config`, `local,size=16777216`. */
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

export interface TritonServer {
  readonly httpUrl: string;
  /** host:port, as tritonclient.grpc wants it. */
  readonly grpcAddress: string;
  readonly metricsUrl: string;
  /** Waits until each model is READY; rejects with the log's end when one is not within `timeoutMs` (60 s). */
  waitReady(models: readonly string[], timeoutMs?: number): Promise<void>;
  /**
   * Loads or reloads a model, with a whole configuration (as JSON) in place of the one on disk. The server
   * keeps using that configuration for later loads without one, until the model's files change.
   */
  load(model: string, configOverride?: object): Promise<TritonVerdict>;
  unload(model: string): Promise<TritonVerdict>;
  /** Sends one inference request in the JSON form of the KServe v2 protocol. */
  infer(model: string, request: InferRequest, version?: string): Promise<InferReply>;
  /** The JSON answer of any GET of the HTTP API, for example `/v2/models/m/stats`. */
  get(path: string): Promise<unknown>;
  logs(): string;
  /** Ends the server and its backends; belongs in a `finally`. */
  stop(): Promise<void>;
}

/** `by` keeps NVIDIA's own refusals apart from those of our stand-in for its ONNX Runtime backend. */
export type TritonVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly by: 'triton' | 'onnxruntime-shim'; readonly message: string };

export interface InferRequest {
  readonly inputs: readonly { name: string; shape: number[]; datatype: string; data: unknown[] }[];
  readonly outputs?: readonly { name: string }[];
}

export type InferReply =
  | {
      readonly ok: true;
      readonly outputs: readonly { name: string; shape: number[]; datatype: string; data: unknown[] }[];
    }
  | { readonly ok: false; readonly message: string };

const shimPrefix = '[onnxruntime shim]';

/** A server on loopback ports of its own, answering (not yet: having models) when this returns. */
export async function startTriton(options: TritonOptions): Promise<TritonServer> {
  const { installation, signal } = options;
  const [http, grpc, metrics] = (await freePorts(3)) as [number, number, number];
  const base = toolEnvironment();
  const server = startBackground(installation.server, serverArguments(options, http, grpc, metrics), {
    env: { ...base, PATH: `${installation.bin}:${base['PATH'] ?? ''}`, ...options.env },
    ...(signal ? { signal } : {}),
  });
  const httpUrl = `http://127.0.0.1:${http}`;

  async function ask(path: string, body?: object): Promise<Response> {
    return fetch(`${httpUrl}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      // The server waits seconds for connections that are kept open when it is told to end.
      headers: { connection: 'close' },
      signal: AbortSignal.any([AbortSignal.timeout(120_000), ...(signal ? [signal] : [])]),
    });
  }

  async function answers(path: string): Promise<true | undefined> {
    try {
      return (await ask(path)).ok ? true : undefined;
    } catch {
      return undefined;
    }
  }

  try {
    // Ready would wait for models of the repository, which `waitReady` does by name.
    await server.waitFor('an answer over HTTP', () => answers('/v2/health/live'), 60_000);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    httpUrl,
    grpcAddress: `127.0.0.1:${grpc}`,
    metricsUrl: `http://127.0.0.1:${metrics}/metrics`,
    async waitReady(models, timeoutMs = 60_000) {
      for (const model of models) {
        await server.waitFor(
          `readiness of model ${model}`,
          () => answers(`/v2/models/${model}/ready`),
          timeoutMs,
        );
      }
    },
    async load(model, configOverride) {
      const body = configOverride ? { parameters: { config: JSON.stringify(configOverride) } } : {};
      return verdict(await ask(`/v2/repository/models/${encodeURIComponent(model)}/load`, body));
    },
    async unload(model) {
      return verdict(await ask(`/v2/repository/models/${encodeURIComponent(model)}/unload`, {}));
    },
    async infer(model, request, version) {
      const path = `/v2/models/${encodeURIComponent(model)}${version === undefined ? '' : `/versions/${version}`}/infer`;
      const reply = (await (await ask(path, request)).json()) as { error?: string; outputs?: [] };
      if (reply.error !== undefined) return { ok: false, message: reply.error };
      return { ok: true, outputs: reply.outputs ?? [] };
    },
    get: async (path) => (await ask(path)).json(),
    logs: server.logs,
    async stop() {
      await server.stop();
    },
  };
}

function serverArguments(options: TritonOptions, http: number, grpc: number, metrics: number): string[] {
  const { installation } = options;
  const args = ['--model-repository', options.repository];
  args.push('--backend-directory', installation.backends, '--cache-directory', installation.caches);
  args.push('--model-control-mode', options.control ?? 'explicit', '--allow-gpu-metrics', 'false');
  args.push('--http-address', '127.0.0.1', '--http-port', String(http));
  args.push('--grpc-address', '127.0.0.1', '--grpc-port', String(grpc));
  args.push('--metrics-address', '127.0.0.1', '--metrics-port', String(metrics));
  // One model that is refused must not end the server: its message is what the caller wants to read.
  args.push('--exit-on-error', 'false');
  if (options.autoComplete !== true) args.push('--disable-auto-complete-config');
  return [...args, ...(options.args ?? [])];
}

async function verdict(response: Response): Promise<TritonVerdict> {
  const text = await response.text();
  if (response.ok) return { ok: true };
  const message = readError(text);
  return { ok: false, by: message.includes(shimPrefix) ? 'onnxruntime-shim' : 'triton', message };
}

function readError(text: string): string {
  try {
    return (JSON.parse(text) as { error?: string }).error ?? text;
  } catch {
    return text;
  }
}
