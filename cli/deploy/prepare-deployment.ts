import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import path from 'node:path';
import { planDeployment, type DeployPlan, type StaleOutput, type TargetOutput } from '../../deploy/index.ts';
import type { Deployment } from '../../language/index.ts';
import type { TargetRun } from '../../targets/kit/generate.ts';
import { printText } from '../../targets/kit/text.ts';
import { checkProject, exitCodeOf } from '../check/check-project.ts';
import type { CliContext, CommandProblem } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { DeploymentGroup } from '../../targets/project/choose-deployments.ts';
import { chooseDeployments } from '../generate/choose-deployments.ts';
import { outputFolder, writeOutput } from '../generate/generate-project.ts';
import { runTargets } from '../generate/run-targets.ts';
import { openProject, type OpenedProject } from '../open-project.ts';
import { displayPath } from '../project-location.ts';
import { formatReport } from '../report/format.ts';

export interface DeployOptions {
  readonly environment?: string;
  readonly deployment?: string;
  readonly out?: string;
  readonly format: 'human' | 'json';
}

interface Prepared {
  readonly plan: DeployPlan;
  readonly opened: OpenedProject;
}

type Preparation = Prepared | { readonly problem: CommandProblem } | { readonly exitCode: ExitCode };

/**
 * Checks the project, picks the one deployment that is meant, generates its files in memory, compares them
 * with the output folder and computes the plan. `exitCode`: there are findings, and they have been printed.
 */
export async function prepareDeployment(
  argument: string | undefined,
  options: DeployOptions,
  context: CliContext,
): Promise<Preparation> {
  const { signal, cwd, terminal } = context;
  const result = await openProject(argument, context);
  if ('problem' in result) return result;
  const { opened } = result;
  const { project, location } = opened;
  const picked = pickDeployment(opened, options);
  if ('problem' in picked) return picked;
  const { group, run } = picked;

  const checked = await checkProject(opened, { environments: [group.environment], signal });
  const generated =
    exitCodeOf(checked.findings) === EXIT.ok
      ? await runTargets(project, [{ ...group, runs: [run] }], signal)
      : undefined;
  const findings = [...checked.findings, ...(generated?.diagnostics ?? [])];
  const exitCode = exitCodeOf(findings);
  if (!generated || exitCode !== EXIT.ok) {
    const place = {
      command: 'deploy',
      folder: location.folder,
      cwd,
      files: opened.files,
      textOf: opened.textOf,
    };
    terminal.out(await formatReport(options.format, { ...place, ...checked, findings }, terminal));
    terminal.error('There is no plan, because the model has errors.\n');
    return { exitCode };
  }

  const output = outputFolder(opened, options.out, cwd);
  const request = { mode: 'check', out: output, onEdit: 'keep', isSelection: true } as const;
  const compared = await writeOutput(generated.runs, request, location.folder, context);
  if ('problem' in compared) return compared;
  const files = compared.plan
    .filter(({ change }) => NEEDS_GENERATION.has(change))
    .map((change) => change.path);
  const stale: StaleOutput | undefined =
    files.length === 0 ? undefined : { files, command: generateCommand(opened, group, options, cwd) };
  const plan = planDeployment({
    system: group.system,
    deployment: run.deployment,
    places: { project: location.folder, output, path },
    outputs: generated.runs.map((each) => targetOutput(each, output)),
    ...(stale ? { stale } : {}),
  });
  return { plan, opened };
}

/** Hand edits that the model does not contradict are deployed as they are. */
const NEEDS_GENERATION: ReadonlySet<string> = new Set(['create', 'update', 'conflict', 'remove', 'blocked']);

interface Picked {
  readonly group: DeploymentGroup;
  readonly run: DeploymentGroup['runs'][number];
}

/** One deployment is launched at a time: the named one, or the only one of the environment. */
function pickDeployment(
  { project }: OpenedProject,
  { environment, deployment }: DeployOptions,
): Picked | { readonly problem: CommandProblem } {
  // A deployment that is named needs no environment; else the project's own environment narrows the choice.
  const wanted = environment ?? (deployment === undefined ? project.settings.environment : undefined);
  const chosen = chooseDeployments(project, wanted === undefined ? {} : { environment: wanted });
  if ('problem' in chosen) return chosen;
  const all = chosen.groups.flatMap((group) => group.runs.map((run) => ({ group, run })));
  const isNamed = ({ name, qualifiedName }: Deployment): boolean =>
    deployment === undefined || name === deployment || qualifiedName === deployment;
  const [first, ...others] = all.filter(({ run }) => isNamed(run.deployment));
  const list = all.map(({ run }) => run.deployment.qualifiedName).join(', ');
  if (!first) {
    const where = environment === undefined ? '' : ` for environment ${environment}`;
    return {
      problem: {
        exitCode: EXIT.usage,
        message: `There is no deployment ${deployment ?? ''}${where}.`,
        help: `There are ${list}.`,
      },
    };
  }
  if (others.length === 0) return first;
  return {
    problem: {
      exitCode: EXIT.usage,
      message: 'Several deployments could be meant.',
      help: `Name one with --deployment: ${list}.`,
    },
  };
}

/** The disk's text counts, because hand edits are deployed too; before the first generation there is only the model's. */
function targetOutput({ id, folder, files }: TargetRun, output: string): TargetOutput {
  return {
    target: id,
    folder,
    files: files.map((file) => file.path),
    read(wanted) {
      try {
        return readFileSync(join(output, folder, wanted), 'utf8');
      } catch {
        const file = files.find((each) => each.path === wanted);
        return file && 'text' in file ? printText(file.text) : undefined;
      }
    },
  };
}

function generateCommand(
  opened: OpenedProject,
  group: DeploymentGroup,
  { out }: DeployOptions,
  cwd: string,
): readonly string[] {
  const { name } = group.environment;
  return [
    'tenon',
    'generate',
    displayPath(opened.location.folder, cwd),
    ...(name === undefined ? [] : ['-e', name]),
    ...(out === undefined ? [] : ['--out', out]),
  ];
}
