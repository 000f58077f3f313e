import type { ServingNeeds } from '../../language/capacity/index.ts';
import type { SearchSpace } from '../recommend/search-space.ts';
import type { Effort, PromisedLatency } from './highest-rate.ts';
import { differenceIn, type ServedSignature } from './served-signature.ts';
import { batchedConfig, deviceOf, maxBatchOf, unsuitable, type BaseConfig } from './server-config.ts';
import type { ServerUnderTest } from './server-under-test.ts';
import { TritonError, type TritonProblem } from './triton-problem.ts';
import {
  type LoadVerdict,
  type ModelConfig,
  type PreparedRequest,
  type ServerFacts,
  type TritonClient,
} from './triton-client.ts';

export interface OpenRequest {
  readonly client: TritonClient;
  /** What the server calls the model. */
  readonly model: string;
  /** What the project's file says; the server has to serve the same. */
  readonly signature: ServedSignature;
  readonly latency: PromisedLatency;
  /** What is declared is not searched. */
  readonly declared: DeclaredSettings;
  readonly effort: Effort;
  /** Settings to choose from; those of the study of the search when left out, less what is declared. */
  readonly space?: SearchSpace;
  readonly requestOf: (batch: number) => Promise<PreparedRequest>;
}

export interface DeclaredSettings extends Pick<ServingNeeds, 'maxBatch' | 'copies'> {
  /** Seconds that a request may wait for others. */
  readonly delay?: number;
  /** Smallest batch, above which sizes are preferred. */
  readonly minBatch?: number;
}

export interface OpenedServer {
  readonly server: ServerUnderTest;
  readonly facts: ServerFacts;
  readonly device: 'cpu' | 'gpu';
  /** Gives the model the configuration that it had, or unloads it when it was not loaded. Never rejects. */
  restore(): Promise<TritonProblem | undefined>;
}

/**
 * Makes sure that a server serves the model, and that it takes configurations: it gets its own one again, which is what
 * happens at the end, too. Throws a {@link TritonError} when one of it is not so; then the server is as it was.
 */
export async function openServer(request: OpenRequest): Promise<OpenedServer> {
  const { client, model, latency, requestOf, effort } = request;
  const facts = await client.facts();
  const before = await client.config(model);
  const first = await client.load(model, before);
  if (!first.ok) throw new TritonError(await refusalOf(request, first));
  const restore = (): Promise<TritonProblem | undefined> => giveBack(request, config, before !== undefined);
  const config = (await client.config(model)) ?? before ?? {};
  const problem =
    unsuitable(config) ??
    differenceIn(request.signature, await client.metadata(model), maxBatchOf(config) > 0);
  if (problem !== undefined) {
    await restore();
    throw new TritonError(unfit(request, problem));
  }
  const base = baseOf(config, request);
  const server = {
    client,
    model,
    base,
    space: request.space ?? spaceOf(base, request),
    latency,
    effort,
    requestOf,
  };
  return { server, facts, device: deviceOf(config), restore };
}

/** As many settings as the study of the search has (`docs/measured-figures.md`), less what is declared. */
function spaceOf({ batches }: BaseConfig, { declared, latency: { limit } }: OpenRequest): SearchSpace {
  const { maxBatch, copies, delay } = declared;
  return {
    batches: batches ? (maxBatch === undefined ? [1, 2, 4, 8, 16, 32, 64] : [maxBatch]) : [1],
    instances: copies === undefined ? [1, 2, 3, 4] : [copies],
    delays: !batches
      ? [0]
      : delay === undefined
        ? [0, 0.05, 0.1, 0.2, 0.4].map((share) => share * limit)
        : [delay],
  };
}

function baseOf(config: ModelConfig, { signature, declared }: OpenRequest): BaseConfig {
  const keepsPreferred = (declared.minBatch ?? 1) > 1;
  if (maxBatchOf(config) > 0) return { config, batches: true, keepsPreferred };
  const batched = signature.batches ? batchedConfig(config) : undefined;
  return batched
    ? { config: batched, batches: true, keepsPreferred }
    : { config, batches: false, keepsPreferred };
}

async function giveBack(
  { client, model }: OpenRequest,
  config: ModelConfig,
  wasLoaded: boolean,
): Promise<TritonProblem | undefined> {
  // Requests that nobody waits for any more are ended.
  client.close();
  try {
    const loaded = await client.load(model, config);
    const verdict = loaded.ok && !wasLoaded ? await client.unload(model) : loaded;
    return verdict.ok ? undefined : unrestored(model, verdict.message);
  } catch (error) {
    if (!(error instanceof TritonError)) throw error;
    return unrestored(model, error.problem.message);
  } finally {
    client.close();
  }
}

const unrestored = (model: string, reason: string): TritonProblem => ({
  code: 'server/restore',
  message: `The server did not take back the configuration that ${model} had: ${reason}`,
  hint: 'Restart the server, or touch the model’s config.pbtxt and load it again.',
});

async function refusalOf(
  { client, model }: OpenRequest,
  { message }: Extract<LoadVerdict, { ok: false }>,
): Promise<TritonProblem> {
  if (/explicit model load|polling/iu.test(message))
    return {
      code: 'server/mode',
      message: `The server at ${client.address} doesn't let anyone load models, so settings can't be tried on it.`,
      hint: 'Start it with --model-control-mode=explicit --load-model=*.',
    };
  const names = await client.models();
  if (!names.includes(model))
    return {
      code: 'server/model',
      message: `The server at ${client.address} has no model ${model}.`,
      hint:
        names.length === 0
          ? 'Its repository is empty: write one with `tenon generate -t triton`, and start the server on it.'
          : `It has ${names.join(', ')}: name one with --served-as, or add the model with \`tenon generate -t triton\`.`,
    };
  return {
    code: 'server/refused',
    message: `The server at ${client.address} doesn't load ${model}: ${message}.`,
    hint: 'The words are the server’s; its log says more. `tenon verify -t triton` holds the generated files against a server.',
  };
}

const unfit = ({ client, model }: OpenRequest, problem: string): TritonProblem => ({
  code: 'server/signature',
  message: `${model} at ${client.address} ${problem}.`,
  hint: 'Name the model that serves the project’s file with --served-as, or generate the repository again.',
});
