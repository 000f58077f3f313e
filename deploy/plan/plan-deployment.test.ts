import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { shop, type ShopText } from '../testing/shop.ts';
import type { DeployPlan, NumberedStep } from './deploy-plan.ts';
import { LAUNCHERS } from './launchers/index.ts';
import { planDeployment, type PlanInput, type TargetOutput } from './plan-deployment.ts';

const output = (target: string, files: readonly string[], text = ''): TargetOutput => ({
  target,
  folder: target,
  files,
  read: () => text,
});
const OUTPUTS = [
  output('terraform', ['main.tf', 'modules/bucket/main.tf', 'versions.tf']),
  output('kubeflow', ['nightly/pipeline.py', 'nightly/run_local.py', 'requirements.txt']),
  output(
    'triton',
    ['model_repository/net/config.pbtxt', 'server-options.txt'],
    '# Cache.\n--cache-config=local,size=1\n',
  ),
];

function plan(text: ShopText = {}, more: Partial<PlanInput> = {}): DeployPlan {
  const places = { project: '/p/店', output: '/p/店/generated', path: path.posix };
  return planDeployment({ ...shop(text), places, outputs: OUTPUTS, ...more });
}
const step = (of: DeployPlan, id: string): NumberedStep => of.steps.find((each) => each.id === id)!;

describe('a plan', () => {
  it('orders the steps of all targets and numbers them', () => {
    expect(plan().steps.map(({ number, id }) => `${number} ${id}`)).toEqual([
      '1 kubeflow.nightly.compile',
      '2 kubeflow.nightly.run',
      '3 terraform.main.init',
      '4 terraform.main.plan',
      '5 terraform.main.apply',
      '6 triton.serve',
    ]);
  });

  it('puts a pipeline behind the cloud whose bucket it reads', () => {
    const after = plan({ location: 's3://${lake.name}/swipes/' });
    expect(after.steps.map(({ id }) => id)).toEqual([
      'kubeflow.nightly.compile',
      'terraform.main.init',
      'terraform.main.plan',
      'terraform.main.apply',
      'kubeflow.nightly.run',
      'triton.serve',
    ]);
    const run = step(after, 'kubeflow.nightly.run');
    expect(run.dependsOn).toEqual(['kubeflow.nightly.compile', 'terraform.main.apply']);
    expect(run.why.at(-1)).toMatchObject({
      text: 'source swipes lies in bucket lake of cloud main',
      origin: { file: 'shop.tenon', element: 'shop.swipes' },
    });
  });

  it('is the same for the same model', () => {
    expect(plan()).toEqual(plan());
  });

  it('says what is not launched, and why', () => {
    const messages = plan().notes.map(({ message }) => message);
    expect(messages).toContain('feast: Tenon generates its files and launches nothing for it.');
    expect(messages.some((message) => message.includes('runs on serving'))).toBe(true);
    expect(plan({}, { outputs: [] }).notes.map(({ message }) => message)).toContain(
      'terraform: there are no files to launch.',
    );
  });

  it('carries what has to be generated first', () => {
    const stale = { files: ['terraform/main.tf'], command: ['tenon', 'generate'] };
    expect(plan({}, { stale }).stale).toEqual(stale);
  });
});

describe('terraform', () => {
  it('makes a saved plan and applies exactly that', () => {
    const made = plan();
    const saved = '../../.tenon/deploy/work-shop.all/terraform-main/tenon.tfplan';
    expect(step(made, 'terraform.main.init').command.args).toEqual(['init', '-input=false', '-no-color']);
    expect(step(made, 'terraform.main.plan').command.args).toContain(`-out=${saved}`);
    const apply = step(made, 'terraform.main.apply');
    expect(apply.command).toMatchObject({
      args: ['apply', '-input=false', '-no-color', saved],
      cwd: 'generated/terraform',
    });
    expect(apply.command.sets).toMatchObject({
      TF_DATA_DIR: '../../.tenon/deploy/work-shop.all/terraform-main/data',
      TF_INPUT: '0',
    });
    expect(apply).toMatchObject({ dependsOn: ['terraform.main.plan'], usesUp: ['terraform.main.plan'] });
    expect(apply.question).toContain('cloud main');
  });

  it('names the elements because of which it is there, with their places', () => {
    const made = plan();
    expect(step(made, 'terraform.main.init').why.map(({ text }) => text)).toContain(
      'its state is in the S3 bucket shop-state',
    );
    expect(
      step(made, 'terraform.main.apply').why.map(({ text, origin }) => [text.split(' (')[0], origin.element]),
    ).toEqual([
      ['network vpc', 'shop.main.vpc'],
      ['bucket lake', 'shop.main.lake'],
      ['cluster serving', 'shop.main.serving'],
    ]);
    const local = plan({ change: ['  state on s3("shop-state")\n', ''] });
    expect(step(local, 'terraform.main.init').changes.join(' ')).toContain('terraform.tfstate');
  });

  it('launches each cloud in its own folder when there are several', () => {
    const second = 'cloud other on aws {\n  region: "us-east-1"\n  bucket b {}\n}\n\nenvironment dev {}';
    const files = ['main/main.tf', 'other/main.tf'];
    const change: readonly [string, string] = ['environment dev {}', second];
    const made = shop({ change });
    const deployment = {
      ...made.deployment,
      uses: [...made.deployment.uses, { ...made.deployment.uses[0]!, qualifiedName: 'shop.other' }],
    };
    const both = plan({}, { system: made.system, deployment, outputs: [output('terraform', files)] });
    expect(both.steps.map(({ id, command }) => [id, command.cwd])).toEqual([
      ['terraform.main.init', 'generated/terraform/main'],
      ['terraform.main.plan', 'generated/terraform/main'],
      ['terraform.main.apply', 'generated/terraform/main'],
      ['terraform.other.init', 'generated/terraform/other'],
      ['terraform.other.plan', 'generated/terraform/other'],
      ['terraform.other.apply', 'generated/terraform/other'],
    ]);
  });
});

describe('kubeflow', () => {
  it('compiles and runs in a folder of its own, with the data of the project', () => {
    const run = step(plan(), 'kubeflow.nightly.run');
    expect(run.command).toMatchObject({
      program: 'python',
      cwd: '.tenon/deploy/work-shop.all/kubeflow-nightly',
      args: [
        '../../../../generated/kubeflow/nightly/run_local.py',
        '--data-root',
        '../../../..',
        '--output',
        'outputs',
      ],
    });
    expect(run.changes).toContain('May write to sink rejected at rejected/.');
    expect(run.inputs).toEqual(['generated/kubeflow/nightly', 'data/swipes.parquet']);
    expect(step(plan({ location: 'data/2013/*/x-*.parquet' }), 'kubeflow.nightly.run').inputs[1]).toBe(
      'data/2013',
    );
    expect(step(plan({ location: '*.parquet' }), 'kubeflow.nightly.run').inputs[1]).toBe('.');
    expect(step(plan({ location: 's3://else/x/' }), 'kubeflow.nightly.run').inputs).toHaveLength(1);
  });

  it('shows what the model declares for failures', () => {
    const [declared] = step(plan(), 'kubeflow.nightly.run').compensations;
    expect(declared).toMatchObject({
      text: 'on failure retry 2 times (exponential backoff from 10s to 5m), then alert oncall',
      by: 'the pipeline itself',
      origin: { file: 'shop.tenon', element: 'shop.nightly' },
    });
  });
});

describe('triton', () => {
  it('serves with the options that the repository relies on, and only when asked', () => {
    const serve = step(plan(), 'triton.serve');
    expect(serve).toMatchObject({
      runs: 'as a server',
      command: {
        cwd: 'generated/triton',
        args: ['--model-repository=model_repository', '--cache-config=local,size=1'],
      },
    });
    expect(serve.needs.map(({ text }) => text)).toContain(
      'a GPU, because the model asks for instances on gpu',
    );
  });
});

it('uses absolute paths where nothing else leads there', () => {
  const places = { project: 'C:\\p', output: 'D:\\out', path: path.win32 };
  const made = plan({}, { places });
  expect(step(made, 'terraform.main.plan').command).toMatchObject({
    cwd: 'D:\\out\\terraform',
    sets: { TF_DATA_DIR: 'C:\\p\\.tenon\\deploy\\work-shop.all\\terraform-main\\data' },
  });
  const inside = plan({}, { places: { ...places, output: 'C:\\p\\generated' } });
  expect(step(inside, 'kubeflow.nightly.run').command).toMatchObject({
    args: [
      '../../../../generated/kubeflow/nightly/run_local.py',
      '--data-root',
      '../../../..',
      '--output',
      'outputs',
    ],
  });
});

it('lists every launcher of the folder', () => {
  const files = readdirSync(new URL('./launchers', import.meta.url)).filter(
    (file) => file !== 'index.ts' && !file.endsWith('.test.ts'),
  );
  expect(LAUNCHERS.map(({ target }) => `${target}.ts`)).toEqual(files.sort());
});
