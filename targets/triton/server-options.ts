import { TextBuilder, type Text } from '../kit/text.ts';
import { headerLine } from '../kit/header.ts';
import type { ModelConfig, ServerOption } from './output.ts';

/** Memory of the server's response cache. */
const CACHE_BYTES = 64 * 1024 * 1024;

/**
 * What the server has to be started with, because a repository can't say it: a cached response needs a cache,
 * and a limited number of runs needs the rate limiter and its supply. Without them Triton starts all the same
 * and neither caches nor limits.
 */
export function serverOptions(configs: readonly ModelConfig[]): readonly ServerOption[] {
  const cached = configs.filter((config) => config.cachesResponses);
  const limited = configs.flatMap(({ instances }) => instances?.slot ?? []);
  return [
    ...(cached.length > 0
      ? [
          {
            option: `--cache-config=local,size=${CACHE_BYTES}`,
            reason: `${cached.map(({ name }) => name).join(', ')}: responses are kept in ${CACHE_BYTES / 1024 / 1024} MiB of memory`,
            cause: cached.map((config) => config.cachesResponses?.cause),
          },
        ]
      : []),
    ...(limited.length > 0
      ? [
          {
            option: '--rate-limit=execution_count',
            reason: 'Runs wait for the resources that their model names',
            cause: limited.map(({ cause }) => cause),
          },
        ]
      : []),
    ...limited.map(({ value: { resource, supply }, cause }) => ({
      option: `--rate-limit-resource=${resource}:${supply}`,
      reason: `At most ${supply} runs at a time`,
      cause,
    })),
  ];
}

/** One option in a line; lines with `#` are comments. */
export function printServerOptions(options: readonly ServerOption[], packageName: string): Text {
  const text = new TextBuilder();
  text.line(headerLine('#', packageName));
  text.line('# Start tritonserver with these, besides --model-repository.');
  for (const { option, reason, cause } of options) {
    text.blank().line(`# ${reason}.`, cause).line(option, cause);
  }
  return text.build();
}
