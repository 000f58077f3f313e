import { pythonBuilder, quotePython } from '../kit/python.ts';
import type { Text, TextBuilder } from '../kit/text.ts';
import type { FailureOutput, PipelineProject, StepOutput } from './output.ts';
import { proseLine } from './settings.ts';
import { BASE_IMAGE } from './versions.ts';

/** pipeline.py: one component for each step, and the pipeline that connects them. */
export function printPipeline(project: PipelineProject, header: string): Text {
  const builder = pythonBuilder();
  const usesKubernetes =
    project.steps.some((step) => step.settings.some(({ value }) => value.includes('kubernetes.'))) ||
    project.failure?.environment.some((entry) => 'secret' in entry) === true;
  builder.line(header);
  builder.line(
    `"""${proseLine(project.documentation ?? `The pipeline ${project.qualifiedName}.`)}`,
    project.cause,
  );
  builder
    .blank()
    .line(
      'python pipeline.py [FILE]   compiles it for Kubeflow Pipelines (default: pipeline.yaml beside this file)',
    );
  builder.line('python run_local.py         runs it on this machine').line('"""').blank();
  builder.line('import os').line('import sys').line('from pathlib import Path');
  builder
    .blank()
    .line(`from kfp import compiler, dsl${usesKubernetes ? ', kubernetes' : ''}`)
    .blank();
  builder
    .line('# The code in src/ travels inside of each step.')
    .line('SRC = str(Path(__file__).resolve().parent / "src")');
  builder.line(`IMAGE = ${quotePython(BASE_IMAGE)}`);
  if (project.retry) builder.line(`RETRY = dict(${project.retry.value})`, project.retry.cause);
  builder.line('# A local run takes the packages of its own environment (requirements.txt).');
  builder.line('LOCAL = os.environ.get("PIPELINE_RUNS_LOCALLY") == "1"').blank().blank();
  builder.line('def step(*packages: str):').indent(() => {
    builder.line('"""A step in a container of its own, with exactly these packages."""');
    builder.line('return dsl.component(').indent(() => {
      builder.line('base_image=IMAGE,').line('packages_to_install=[] if LOCAL else list(packages),');
      builder.line('install_kfp_package=not LOCAL,').line('embedded_artifact_path=SRC,');
    });
    builder.line(')');
  });
  for (const step of project.steps) printComponent(builder, step);
  if (project.failure) printFailureComponent(builder, project.failure, project);
  printFunction(builder, project);
  builder
    .blank()
    .blank()
    .line('if __name__ == "__main__":')
    .indent(() => {
      builder.line('target = sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).with_suffix(".yaml"))');
      builder.line(`compiler.Compiler().compile(${project.functionName}, target)`);
    });
  return builder.build();
}

function printComponent(builder: TextBuilder, step: StepOutput): void {
  builder.blank().blank();
  builder.because(step.cause, () => {
    printDecorator(builder, step.packages);
    builder.line(`def ${step.component}(`);
    builder.indent(() =>
      step.parameters.forEach(({ declaration, cause }) => builder.line(`${declaration},`, cause)),
    );
    builder.line(`)${step.returns === undefined ? '' : ` -> ${step.returns}`}:`);
    builder.indent(() => {
      builder.line(`"""${proseLine(step.documentation.value)}"""`, step.documentation.cause);
      for (const { value, cause } of step.body) builder.line(value, cause);
    });
  });
}

function printDecorator(builder: TextBuilder, packages: readonly string[]): void {
  const line = `@step(${packages.map(quotePython).join(', ')})`;
  if (line.length <= 100) builder.line(line);
  else {
    builder.line('@step(');
    builder.indent(() => packages.forEach((name) => builder.line(`${quotePython(name)},`)));
    builder.line(')');
  }
}

function printFailureComponent(builder: TextBuilder, failure: FailureOutput, project: PipelineProject): void {
  builder.blank().blank();
  builder.because(failure.cause, () => {
    printDecorator(builder, failure.packages);
    builder.line('def on_failure(run: str, mlflow_tracking_uri: str, status: dsl.PipelineTaskFinalStatus):');
    builder.indent(() => {
      builder.line('"""Runs when the pipeline has ended, whatever the end."""');
      builder.line('from steps import failure').blank();
      builder.line(
        `handler = failure.Handler(${quotePython(project.name.value)}, run, status.state, status.error_message)`,
      );
      const branches = [
        ['!=', failure.actions],
        ['==', failure.onSuccess],
      ] as const;
      for (const [comparison, actions] of branches) {
        if (actions.length === 0) continue;
        builder.line(`if status.state ${comparison} "SUCCEEDED":`);
        builder.indent(() => actions.forEach(({ value, cause }) => builder.line(value, cause)));
      }
      builder.line('handler.finish()');
    });
  });
}

function printFunction(builder: TextBuilder, project: PipelineProject): void {
  builder.blank().blank();
  builder.line('@dsl.pipeline(').indent(() => {
    builder.line(`name=${quotePython(project.name.value)},`, project.name.cause);
    if (project.documentation !== undefined)
      builder.line(`description=${quotePython(proseLine(project.documentation))},`, project.cause);
    if (project.deadline)
      builder.line(
        `pipeline_config=dsl.PipelineConfig(active_deadline_seconds=${project.deadline.value}),`,
        project.deadline.cause,
      );
  });
  builder.line(')');
  builder.line(
    `def ${project.functionName}(data_root: str = ".", mlflow_tracking_uri: str = ""):`,
    project.cause,
  );
  builder.indent(() => {
    const { failure } = project;
    if (!failure) return printBlock(builder, project.steps, 0);
    builder.line(
      'failure = on_failure(run=dsl.PIPELINE_JOB_ID_PLACEHOLDER, mlflow_tracking_uri=mlflow_tracking_uri)',
      failure.cause,
    );
    for (const entry of failure.environment) {
      const variable = quotePython(entry.variable);
      // The alert must not keep the rollback from being done, so the secret may be missing.
      const call =
        'address' in entry
          ? `failure.set_env_variable(${variable}, ${quotePython(entry.address)})`
          : `kubernetes.use_secret_as_env(failure, ${quotePython(entry.secret)}, {"webhook_url": ${variable}}, optional=True)`;
      builder.line(call, entry.cause);
    }
    builder.line('with dsl.ExitHandler(failure):', failure.cause);
    builder.indent(() => printBlock(builder, project.steps, 0));
  });
}

/** Steps under the same conditions stand in one block, so that they can take from one another. */
function printBlock(builder: TextBuilder, steps: readonly StepOutput[], depth: number): void {
  const inner = new Map<string, StepOutput[]>();
  for (const step of steps) {
    const condition = step.conditions[depth];
    if (condition === undefined) printTask(builder, step);
    else inner.set(condition.value, [...(inner.get(condition.value) ?? []), step]);
  }
  for (const [condition, members] of inner) {
    const note = condition.endsWith('True') || condition.endsWith('False') ? '  # noqa: E712' : '';
    builder.line(
      `with dsl.If(${condition}):${note}`,
      members.map((step) => step.conditions[depth]?.cause),
    );
    builder.indent(() => printBlock(builder, members, depth + 1));
  }
}

function printTask(builder: TextBuilder, step: StepOutput): void {
  const passed = step.parameters.filter((parameter) => parameter.passes !== undefined);
  const nameOf = (declaration: string): string => declaration.slice(0, declaration.indexOf(':'));
  const words = passed.map(({ declaration, passes }) => `${nameOf(declaration)}=${passes}`);
  const short = `${step.variable} = ${step.component}(${words.join(', ')})`;
  builder.because(step.cause, () => {
    if (short.length <= 92) builder.line(short, [step.cause, ...passed.map((parameter) => parameter.cause)]);
    else {
      builder.line(`${step.variable} = ${step.component}(`);
      builder.indent(() => words.forEach((word, index) => builder.line(`${word},`, passed[index]?.cause)));
      builder.line(')');
    }
    for (const { value, cause } of step.settings) builder.line(value, cause);
  });
}
