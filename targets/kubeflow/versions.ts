/**
 * Exact versions of everything that a generated pipeline installs. They equal the lock of the environment in
 * which the conformance test compiles and runs it (versions.test.ts compares them), verified 2026-11-21.
 */
export const VERSIONS = {
  kfp: '2.17.3',
  'kfp-kubernetes': '2.17.3',
  alembic: '1.20.1',
  duckdb: '2.0.0',
  'mlflow-skinny': '3.17.2',
  numpy: '2.4.6',
  onnx: '1.23.2',
  onnxruntime: '1.31.1',
  pandas: '3.1.1',
  protobuf: '6.33.6',
  pyarrow: '26.0.1',
  'scikit-learn': '1.9.1',
  skl2onnx: '1.20.0',
  sqlalchemy: '2.1.9',
  sqlparse: '0.6.1',
} as const;
export type PackageName = keyof typeof VERSIONS;

/** Packages outside of that environment, because one framework would make it gigabytes. */
const HEAVY: Readonly<Record<string, string>> = { torch: '2.15.0', onnxscript: '0.7.2' };

export const pinned = (name: PackageName | 'torch' | 'onnxscript'): string =>
  `${name}==${name in HEAVY ? HEAVY[name] : VERSIONS[name as PackageName]}`;

/** Python of the step containers; numpy 2.4 is the newest for it. */
export const BASE_IMAGE = 'python:3.11.13-slim-bookworm';

/** What the container of a step needs, by verb. Training adds the packages of its framework. */
export const STEP_PACKAGES: Readonly<Record<string, readonly PackageName[]>> = {
  read: ['duckdb'],
  validate: ['duckdb'],
  filter: ['duckdb'],
  join: ['duckdb'],
  split: ['duckdb'],
  write: ['duckdb'],
  train: ['duckdb'],
  evaluate: ['duckdb', 'numpy', 'onnxruntime', 'scikit-learn'],
  register: ['mlflow-skinny', 'alembic', 'sqlalchemy', 'sqlparse', 'onnx', 'numpy', 'pandas'],
  failure: ['mlflow-skinny', 'alembic', 'sqlalchemy', 'sqlparse'],
};

const TABULAR = ['numpy', 'pandas', 'pyarrow', 'onnx', 'onnxruntime'] as const;
export const FRAMEWORKS: Readonly<Record<string, readonly Parameters<typeof pinned>[0][]>> = {
  // skl2onnx 1.20 can't write a tree ensemble with protobuf 7.
  'scikit-learn': [...TABULAR, 'scikit-learn', 'skl2onnx', 'protobuf'],
  pytorch: [...TABULAR, 'torch', 'onnxscript'],
};
export const frameworkName = (name: string): string =>
  ({ sklearn: 'scikit-learn', scikit_learn: 'scikit-learn', torch: 'pytorch' })[name] ?? name;
