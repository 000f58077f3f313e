import type { LoadRequest } from '../engine.ts';
import type { Optimisation } from '../messages.ts';
import { appendProvider } from './append-provider.ts';
import type { OrtApi, Pointer } from './ort-api.ts';

/** `GraphOptimizationLevel` of onnxruntime_c_api.h. */
const optimisationLevels: Readonly<Record<Optimisation, number>> = {
  none: 0,
  basic: 1,
  extended: 2,
  all: 99,
};

/** `OrtLoggingLevel`: warnings would bury the line of the error output that explains a crash. */
export const errorsOnly = 3;

const sequential = 0;

/** The options for one session; the caller releases them. Throws an `OrtError` when the provider does not start. */
export function createSessionOptions(api: OrtApi, library: string, request: LoadRequest): Pointer {
  const options = api.create('CreateSessionOptions');
  try {
    api.call('SetSessionLogSeverityLevel', options, errorsOnly);
    const level = optimisationLevels[request.optimisation ?? 'all'];
    api.call('SetSessionGraphOptimizationLevel', options, level);
    if (request.threads !== undefined) api.call('SetIntraOpNumThreads', options, request.threads);
    for (const [symbol, size] of Object.entries(request.dimensions ?? {})) {
      api.call('AddFreeDimensionOverrideByName', options, symbol, size);
    }
    if (request.profile !== undefined) api.call('EnableProfiling', options, request.profile);
    if (request.provider === 'dml') {
      // DirectML demands both; see its page in ONNX Runtime's documentation.
      api.call('DisableMemPattern', options);
      api.call('SetSessionExecutionMode', options, sequential);
    }
    appendProvider(api, library, options, request.provider);
    return options;
  } catch (error) {
    api.release('ReleaseSessionOptions', options);
    throw error;
  }
}
