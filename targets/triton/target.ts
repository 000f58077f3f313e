import type { Target } from '../kit/target.ts';
import { TRITON_DIAGNOSTICS } from './diagnostics.ts';
import { transform } from './transform.ts';
import { VERIFIED } from './versions.ts';

const AT_THE_GATEWAY =
  'Triton serves every request that reaches it; a gateway in front of it has to do this.';
const PRECISION = 'Triton runs the ONNX file as it is; convert the file to another precision.';

export const target: Target = {
  manifest: {
    id: 'triton',
    title: 'NVIDIA Triton',
    summary:
      'A model repository that Triton Inference Server loads: one folder for each served model and ensemble.',
    stability: 'stable',
    tool: {
      name: 'Triton Inference Server',
      versions: [VERIFIED.server],
      verified: `${VERIFIED.when}: loaded and served over HTTP and gRPC on a CPU; parsed with the schema of ${VERIFIED.schema}`,
    },
    folder: 'triton',
    consumes: {
      model: { carries: 'full' },
      service: {
        carries: 'partial',
        properties: [
          'platform',
          'serves',
          'inputs',
          'outputs',
          'steps',
          'traffic',
          'timeout',
          'cache',
          'recoveries',
          // What is promised decides, with measurements, about batches and copies.
          'objectives',
          'scale',
        ],
        ignored: {
          balance: AT_THE_GATEWAY,
          limits: AT_THE_GATEWAY,
          'cache.ttl': 'its cache forgets the least recently used response when it is full, not the oldest.',
          'serves.precision': PRECISION,
          'steps.serving.precision': PRECISION,
        },
      },
    },
    types: { model: ['triton', 'json'], service: ['triton', 'json'] },
    diagnostics: TRITON_DIAGNOSTICS,
  },
  transform,
};
