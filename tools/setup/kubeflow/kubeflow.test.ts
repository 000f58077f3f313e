import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lockedVersions } from '../python/python-environment.ts';
import { describeWithTool } from '../testing/describe-with-tool.ts';
import { tool } from '../tools/kubeflow.ts';
import { runPipelinePython } from './run-pipeline-python.ts';

const pipeline = (packages: string): string => `
from kfp import compiler, dsl, local

@dsl.component(base_image='python:3.11', packages_to_install=[${packages}])
def add(a: int, b: int) -> int:
    import duckdb
    return duckdb.sql(f'select {a} + {b}').fetchall()[0][0]

@dsl.pipeline(name='probe')
def probe(a: int = 1) -> int:
    return add(a=a, b=2).output

if __name__ == '__main__':
    compiler.Compiler().compile(probe, 'probe.yaml')
    local.init(local.SubprocessRunner(use_venv=False), pipeline_root='root')
    print('sum is', probe(a=40).output)
`;

const register = `
import mlflow
from onnx import TensorProto, helper
mlflow.set_tracking_uri('sqlite:///mlflow.db')
x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT, ['n', 2]) for name in 'xy')
graph = helper.make_graph([helper.make_node('Identity', ['x'], ['y'])], 'same', [x], [y])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)], ir_version=9)
with mlflow.start_run():
    version = mlflow.onnx.log_model(model, name='model', registered_model_name='probe').registered_model_version
mlflow.MlflowClient().set_registered_model_alias('probe', 'champion', version)
print('loaded', mlflow.onnx.load_model('models:/probe@champion').graph.name)
`;

await describeWithTool('kubeflow', tool, (environment) => {
  let cwd: string;

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'tenon-kubeflow-'));
  });

  afterAll(() => rm(cwd, { recursive: true, force: true }));

  it('compiles and executes a pipeline', async () => {
    const lock = await readFile(join(import.meta.dirname, '../python/kubeflow.txt'), 'utf8');
    await writeFile(
      join(cwd, 'pipeline.py'),
      pipeline(`'duckdb==${lockedVersions(lock, 'duckdb')[0] ?? ''}'`),
    );
    const result = await runPipelinePython(environment, ['pipeline.py'], { cwd });
    expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining('sum is 42') as string });
    expect(await readFile(join(cwd, 'probe.yaml'), 'utf8')).toContain('schemaVersion: 2.1.0');
  }, 120_000);

  it('lets no step change the environment', async () => {
    await writeFile(join(cwd, 'greedy.py'), pipeline("'duckdb==1.0.0'"));
    const result = await runPipelinePython(environment, ['greedy.py'], { cwd });
    expect(result.code).not.toBe(0);
    expect(result.stdout + result.stderr).toContain('No matching distribution found for duckdb==1.0.0');
  }, 120_000);

  it('registers a model by alias in SQLite', async () => {
    const result = await runPipelinePython(environment, ['-c', register], { cwd });
    expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining('loaded same') as string });
  }, 120_000);
});
