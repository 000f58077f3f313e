import { Option, type Command } from 'commander';
import { refuse, type CliCommand } from '../command.ts';
import type { ApplyOptions } from '../deploy/apply-deployment.ts';
import type { DeployOptions } from '../deploy/prepare-deployment.ts';
import { EXIT } from '../exit-codes.ts';
import { wholeNumber } from '../option-values.ts';
import { formatOption } from '../report/format.ts';

const common = (command: Command): Command =>
  command
    .argument('[path]', 'project folder, or a file inside one')
    .option('-e, --environment <name>', 'environment of the deployment')
    .option('-d, --deployment <name>', 'which deployment, when the environment has several');

const withOutput = (command: Command): Command =>
  common(command).option(
    '-o, --out <folder>',
    'folder of the generated files, relative to the working directory',
  );

const plan: CliCommand<DeployOptions> = {
  name: 'plan',
  summary: 'show what a deployment does, step by step, and why',
  details: 'Nothing is changed: the programs that are needed are asked for their version, and that is all.',
  examples: [
    { line: 'deploy plan examples/flights -e dev', says: 'shows the steps with their reasons' },
    { line: 'deploy plan -d flights_prod --format json', says: 'prints the plan for another program' },
  ],
  declare: (command) => withOutput(command).addOption(formatOption(['human', 'json'])),
  async run(context, [path], options) {
    const { prepareDeployment } = await import('../deploy/prepare-deployment.ts');
    const { findPrograms } = await import('../../deploy/index.ts');
    const { humanPlan, jsonPlan } = await import('../deploy/plan-report.ts');
    const { terminal, signal, cwd } = context;
    const prepared = await prepareDeployment(path, options, context);
    if ('problem' in prepared) return refuse(context, prepared.problem);
    if ('exitCode' in prepared) return prepared.exitCode;
    const { folder } = prepared.opened.location;
    const programs = await findPrograms(prepared.plan, { project: folder, environment: process.env, signal });
    const report = { plan: prepared.plan, programs, folder, cwd };
    terminal.out(
      options.format === 'json'
        ? `${JSON.stringify(jsonPlan(report), null, 2)}\n`
        : humanPlan(report, terminal.colors),
    );
    return EXIT.ok;
  },
};

const apply: CliCommand<ApplyOptions> = {
  name: 'apply',
  summary: 'launch a deployment, after showing its plan and asking',
  details:
    'Runs the steps of the plan one after the other, each as a process of its own, and stops at the first that ' +
    'fails. Run it again and it goes on after the last step that succeeded, or with the first whose inputs ' +
    'have changed. Output and results are kept in .tenon/deploy. Ctrl+C asks the running step to end and waits for it.',
  examples: [
    { line: 'deploy apply examples/flights -e dev', says: 'shows the plan, asks, and runs it' },
    { line: 'deploy apply -e dev --yes', says: 'runs it without asking, as in CI' },
    { line: 'deploy apply -e dev --step 2', says: 'runs exactly one step' },
  ],
  declare: (command) =>
    withOutput(command)
      .option('--step <number>', 'run exactly this step of the plan', wholeNumber)
      .option('--restart', 'run every step, also those that were done before')
      .option('-y, --yes', 'do not ask')
      .addOption(formatOption(['human', 'json'])),
  async run(context, [path], options) {
    const { applyDeployment } = await import('../deploy/apply-deployment.ts');
    return applyDeployment(path, options, context);
  },
};

const status: CliCommand<DeployOptions & { readonly all?: boolean }> = {
  name: 'status',
  summary: 'show the last run, step by step',
  examples: [
    {
      line: 'deploy status examples/flights -e dev',
      says: 'shows how the last run of this environment ended',
    },
    { line: 'deploy status --all', says: 'shows the last run of each deployment' },
  ],
  declare: (command) =>
    common(command)
      .addOption(
        new Option('--all', 'show the last run of each deployment').conflicts(['environment', 'deployment']),
      )
      .addOption(formatOption(['human', 'json'])),
  async run(context, [path], { environment, deployment, format, all }) {
    const { locateProject } = await import('../project-location.ts');
    const { lastRun, lastRuns, lockHolder, readJournal } = await import('../../deploy/index.ts');
    const { humanStatus, jsonStatus, jsonStatuses } = await import('../deploy/status-report.ts');
    const located = locateProject(path, context.cwd);
    if ('problem' in located) return refuse(context, located.problem);
    const { folder } = located.location;
    const isNamed = (qualifiedName: string | undefined, name: string | undefined): boolean =>
      name === undefined || qualifiedName === name || qualifiedName?.split('.').at(-1) === name;
    const isAlive = (run: { readonly pid: number }): boolean => lockHolder(folder)?.pid === run.pid;
    const journal = readJournal(folder);
    const isMeant = (run: { readonly deployment: string; readonly environment?: string }): boolean =>
      isNamed(run.deployment, deployment) && isNamed(run.environment, environment);
    const found = all ? lastRuns(journal, isAlive) : [lastRun(journal, isMeant, isAlive) ?? []].flat();
    const { terminal, cwd } = context;
    const place = { folder, cwd };
    if (format === 'json') {
      const value = all ? jsonStatuses(found, place) : jsonStatus(found[0], place);
      terminal.out(`${JSON.stringify(value, null, 2)}\n`);
      return EXIT.ok;
    }
    const texts = found.map((run) => humanStatus(run, place, terminal.colors));
    terminal.out(texts.length === 0 ? 'Nothing was launched yet.\n' : texts.join('\n'));
    return EXIT.ok;
  },
};

export const command: CliCommand = {
  name: 'deploy',
  summary: 'launch what was generated: plan, apply, status',
  details:
    'A deployment is an inspectable list of steps with reasons; each step is a process whose output is kept.',
  examples: [
    { line: 'deploy plan examples/flights -e dev', says: 'shows what would be done' },
    { line: 'deploy apply examples/flights -e dev', says: 'does it' },
    { line: 'deploy status examples/flights', says: 'shows how far it got' },
  ],
  subcommands: [plan, apply, status],
};
