import type { Manifest, Target } from '../kit/target.ts';
import { DIAGNOSTICS } from './diagnostics.ts';
import { transform } from './transform.ts';
import { VERSIONS } from './versions.ts';

export const manifest: Manifest = {
  id: 'kubeflow',
  title: 'Kubeflow Pipelines',
  summary:
    'A Python project for Kubeflow Pipelines v2 with the real code of every step, for one who runs training pipelines on Kubernetes.',
  stability: 'stable',
  tool: {
    name: 'kfp',
    versions: [VERSIONS.kfp],
    verified: '2026-11-21: compiled by the SDK and executed by its local runner',
  },
  folder: 'kubeflow',
  consumes: {
    pipeline: { carries: 'full' },
    source: {
      carries: 'partial',
      properties: ['columns', 'eventTime', 'format', 'location'],
      ignored: {
        from: 'A pipeline step reads files; nothing is read from a stream.',
        topic: 'A pipeline step reads files; nothing is read from a stream.',
      },
    },
    sink: {
      carries: 'partial',
      properties: ['format', 'location', 'mode'],
      ignored: { to: 'A pipeline step writes files; nothing is sent to a stream.' },
    },
    entity: { carries: 'full' },
    features: {
      carries: 'partial',
      properties: ['features', 'from', 'of', 'ttl'],
      ignored: {},
    },
    bundle: { carries: 'full' },
    training: { carries: 'full' },
    model: { carries: 'partial', properties: ['inputs', 'outputs'], ignored: {} },
    // Pools of machines lie in clouds, or stand by themselves.
    cloud: { carries: 'partial', properties: ['resources'], ignored: {} },
    pool: { carries: 'partial', properties: ['machine'], ignored: {} },
    param: { carries: 'partial', properties: ['value'], ignored: {} },
    channel: { carries: 'partial', properties: ['secret', 'to', 'via'], ignored: {} },
  },
  types: { source: ['parquet', 'pandas'], features: ['parquet', 'pandas'] },
  diagnostics: DIAGNOSTICS,
};

export const target: Target = { manifest, transform };
