import { Agent, request as requestPlain, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as requestSecure } from 'node:https';
import { TritonError, type TritonProblem } from './triton-problem.ts';

export interface TritonAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** What a server says about itself. */
export interface ServerFacts {
  readonly name: string;
  readonly version: string;
}

/** A model's configuration in the JSON form of model_config.proto. */
export type ModelConfig = Readonly<Record<string, unknown>>;

export type LoadVerdict = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** Milliseconds. Loading a model onto a GPU and warming it up takes its time. */
const PATIENCE = { answer: 10_000, load: 300_000 } as const;

/**
 * More than any server runs at a time. Beyond that requests wait here, which counts for their latency: a server that may open
 * a thousand files would take no more connections and answer nobody.
 */
const CONNECTIONS = 256;

/** The HTTP side of a Triton server (KServe v2 with the repository extension); connections are kept open. */
export class TritonClient {
  /** As the user wrote it, for messages. */
  readonly address: string;
  readonly #base: URL;
  readonly #agent: Agent;

  constructor(base: URL) {
    this.#base = base;
    this.address = base.host;
    const options = { keepAlive: true, maxSockets: CONNECTIONS, maxFreeSockets: CONNECTIONS } as const;
    this.#agent = base.protocol === 'https:' ? new SecureAgent(options) : new Agent(options);
  }

  /** Throws a {@link TritonError} when nobody answers, or something that is no Triton server. */
  async facts(): Promise<ServerFacts> {
    const { status, body } = await this.#ask('GET', '/v2');
    const said = status === 200 ? parsed(body) : {};
    const { name, version } = said;
    if (typeof name !== 'string' || typeof version !== 'string')
      throw new TritonError({
        code: 'server/other',
        message: `What answers at ${this.address} is no Triton server.`,
        hint: 'Give the address of its HTTP port, such as http://localhost:8000; 8001 is gRPC, and 8002 has the metrics.',
      });
    return { name, version };
  }

  /** Names of the models in the repository, loaded or not. */
  async models(): Promise<readonly string[]> {
    const { body } = await this.#ask('POST', '/v2/repository/index', '{}');
    const index = parsed(body) as unknown;
    return Array.isArray(index)
      ? [
          ...new Set(
            index.flatMap((each: { readonly name?: unknown }) =>
              typeof each.name === 'string' ? [each.name] : [],
            ),
          ),
        ]
      : [];
  }

  /** The whole configuration that the server made of the model's; undefined while the model is not loaded. */
  async config(model: string): Promise<ModelConfig | undefined> {
    const { status, body } = await this.#ask('GET', `${modelPath(model)}/config`);
    return status === 200 ? parsed(body) : undefined;
  }

  /** Inputs and outputs as the protocol names them. */
  async metadata(model: string): Promise<Readonly<Record<string, unknown>>> {
    return parsed((await this.#ask('GET', modelPath(model))).body);
  }

  async isReady(model: string): Promise<boolean> {
    return (await this.#ask('GET', `${modelPath(model)}/ready`)).status === 200;
  }

  /**
   * Loads or reloads a model, with a configuration in place of the one on its disk. Can't be cancelled: the server would go on
   * loading, and the next configuration would come in between.
   */
  async load(model: string, config?: ModelConfig): Promise<LoadVerdict> {
    const body =
      config === undefined ? '{}' : JSON.stringify({ parameters: { config: JSON.stringify(config) } });
    return verdictOf(await this.#ask('POST', `${repositoryPath(model)}/load`, body, PATIENCE.load));
  }

  async unload(model: string): Promise<LoadVerdict> {
    return verdictOf(await this.#ask('POST', `${repositoryPath(model)}/unload`, '{}', PATIENCE.load));
  }

  /** One inference; resolves with the answer's status and rejects when there is none within `patience` seconds. */
  infer(model: string, { head, body }: PreparedRequest, patience = 60): Promise<TritonAnswer> {
    return this.#send('POST', `${modelPath(model)}/infer`, head, body, 1000 * patience);
  }

  /** Ends what is on its way and all connections; the next request opens new ones. */
  close(): void {
    this.#agent.destroy();
  }

  async #ask(
    method: string,
    path: string,
    body?: string,
    patience: number = PATIENCE.answer,
  ): Promise<TritonAnswer> {
    const head =
      body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    try {
      return await this.#send(method, path, head, body, patience);
    } catch (error) {
      throw new TritonError(this.unreachable(error));
    }
  }

  unreachable(error: unknown): TritonProblem {
    return {
      code: 'server/unreachable',
      message: `No Triton server answers at ${this.address}: ${networkReason(error)}.`,
      hint: 'Start it with --model-control-mode=explicit, and give the address of its HTTP port, such as http://localhost:8000.',
    };
  }

  #send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string | number>>,
    body: string | Uint8Array | undefined,
    patience: number,
  ): Promise<TritonAnswer> {
    const prefix = this.#base.pathname.replace(/\/$/u, '');
    const options = {
      method,
      hostname: this.#base.hostname.replace(/^\[|\]$/gu, ''),
      port: this.#base.port,
      path: prefix + path,
      headers,
      agent: this.#agent,
    };
    return new Promise((resolve, reject) => {
      const send = this.#base.protocol === 'https:' ? requestSecure : requestPlain;
      const sent: ClientRequest = send(options, (answer: IncomingMessage) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
        answer.on('error', reject);
      });
      sent.setTimeout(patience, () =>
        sent.destroy(new Error(`there was no answer for ${patience / 1000} s`)),
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

/** A request that is sent again and again, made once. */
export interface PreparedRequest {
  readonly head: Readonly<Record<string, string | number>>;
  readonly body: Uint8Array;
  /** Items in it. */
  readonly batch: number;
}

const modelPath = (model: string): string => `/v2/models/${encodeURIComponent(model)}`;
const repositoryPath = (model: string): string => `/v2/repository/models/${encodeURIComponent(model)}`;

function verdictOf({ status, body }: TritonAnswer): LoadVerdict {
  return status === 200 ? { ok: true } : { ok: false, message: errorIn(body) };
}

/** What the server says went wrong, in one line. */
export function errorIn(body: Buffer): string {
  const { error } = parsed(body);
  const text = typeof error === 'string' ? error : body.toString('utf8', 0, 500);
  return text.replaceAll(/\s+/gu, ' ').trim() || 'it says nothing about the reason';
}

function parsed(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The reasons that people meet, in words; Node's own for the others. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  EPIPE: 'the connection was closed',
  ENOTFOUND: 'there is no machine of this name',
  EAI_AGAIN: 'the name of the machine could not be looked up',
  EHOSTUNREACH: 'the machine can’t be reached',
  ENETUNREACH: 'the machine can’t be reached',
  ETIMEDOUT: 'it took too long',
};

function networkReason(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
