import {
  ensurePythonEnvironment,
  findPythonEnvironment,
  type PythonEnvironment,
  type PythonEnvironmentSpec,
} from '../python/python-environment.ts';
import type { Tool } from '../tool.ts';

const spec: PythonEnvironmentSpec = {
  name: 'kubeflow',
  title: 'Kubeflow Pipelines SDK 2.17.3',
  pythons: ['3.11', '3.12', '3.13'],
  imports: [
    'kfp',
    'kfp.kubernetes',
    'duckdb',
    'pyarrow',
    'pandas',
    'sklearn',
    'skl2onnx',
    'onnxruntime',
    'mlflow',
  ],
  asserts: ['kfp', 'kfp-kubernetes', 'duckdb', 'mlflow-skinny', 'onnxruntime', 'scikit-learn'],
};

export const tool: Tool<PythonEnvironment> = {
  id: 'kubeflow',
  title: spec.title,
  enables: 'compiling and running generated Kubeflow pipelines',
  ensure: (options = {}) => ensurePythonEnvironment(spec, options),
  find: () => findPythonEnvironment(spec),
};
