import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployPlan, Program } from '../plan/deploy-plan.ts';
import { OLDEST_TERRAFORM } from '../plan/launchers/terraform.ts';
import { findExecutables } from './find-executable.ts';
import { probe } from './probe-process.ts';

/** Where a program of the plan is, or why it can't be used. */
export type FoundProgram =
  | { readonly found: true; readonly path: string; readonly version: string }
  | { readonly found: false; readonly reason: string; readonly help: string };

export type Programs = ReadonlyMap<Program, FoundProgram>;

export interface FindOptions {
  /** Absolute project folder. */
  readonly project: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** Looks for the programs that the plan needs and asks each for its version. Installs nothing. */
export async function findPrograms(plan: DeployPlan, options: FindOptions): Promise<Programs> {
  const needs = plan.steps.flatMap((step) => step.needs).filter((need) => need.kind === 'program');
  const programs = [...new Set(needs.map(({ program }) => program))];
  const requirements = needs.flatMap(({ requirements: file }) => file ?? [])[0];
  const found = await Promise.all(programs.map((program) => findProgram(program, requirements, options)));
  return new Map(programs.map((program, index) => [program, found[index]!]));
}

async function findProgram(
  program: Program,
  requirements: string | undefined,
  options: FindOptions,
): Promise<FoundProgram> {
  switch (program) {
    case 'terraform':
      return findTerraform(options);
    case 'python':
      return findPython(requirements, options);
    case 'tritonserver':
      return findTriton(options);
  }
}

async function findTerraform({ environment, signal }: FindOptions): Promise<FoundProgram> {
  const help = `Install Terraform ${OLDEST_TERRAFORM} or newer and put it on the PATH.`;
  const problems: string[] = [];
  for (const path of findExecutables('terraform', environment)) {
    const answer = await probe(
      path,
      ['version', '-json'],
      { ...environment, CHECKPOINT_DISABLE: '1' },
      signal,
    );
    const version =
      'stdout' in answer ? /"terraform_version":\s*"([^"]+)"/.exec(answer.stdout)?.[1] : undefined;
    if (version === undefined)
      problems.push(
        'reason' in answer
          ? `terraform does not start: ${answer.reason}`
          : 'terraform does not tell its version',
      );
    else if (isOlder(version, OLDEST_TERRAFORM)) problems.push(`terraform ${version} is too old`);
    else return { found: true, path, version };
  }
  return { found: false, reason: problems[0] ?? 'there is no terraform on the PATH', help };
}

/** Compares major and minor version. */
export function isOlder(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}

/** Prints the version of Python, and the packages that are missing or of another version than required. */
const ASK_PYTHON = `
import importlib.metadata as metadata, platform, sys
print(platform.python_version())
for line in sys.argv[1:]:
    name, _, version = line.partition("==")
    try:
        here = metadata.version(name)
    except metadata.PackageNotFoundError:
        print(f"{name} is missing")
        continue
    if version and here != version:
        print(f"{name} is {here}, not {version}")
`;

async function findPython(requirements: string | undefined, options: FindOptions): Promise<FoundProgram> {
  const { environment, project, signal } = options;
  const file = requirements ?? 'requirements.txt';
  const help = `Make an environment for it (python3 -m venv ENV, then ENV's pip install -r ${file}) and activate it, or name its interpreter in TENON_PYTHON.`;
  const required = requirements === undefined ? [] : readRequirements(join(project, requirements));
  const named = environment['TENON_PYTHON'];
  const candidates = named === undefined ? ['python3', 'python'] : [named];
  const problems: string[] = [];
  for (const path of candidates.flatMap((name) => findExecutables(name, environment))) {
    const answer = await probe(path, ['-c', ASK_PYTHON, ...required], environment, signal);
    if ('reason' in answer) {
      problems.push(`Python does not start: ${answer.reason}`);
      continue;
    }
    const [version = '', ...missing] = answer.stdout.trim().split(/\r?\n/);
    if (missing.length === 0) return { found: true, path, version };
    problems.push(
      `Python ${version} lacks what the pipeline needs: ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ` and ${missing.length - 3} more` : ''}`,
    );
  }
  return { found: false, reason: problems[0] ?? `there is no ${candidates.join(' or ')} on the PATH`, help };
}

function readRequirements(file: string): readonly string[] {
  try {
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.trim());
    return lines.filter((line) => line !== '' && !line.startsWith('#'));
  } catch {
    // Not generated yet: the plan says so in its first step.
    return [];
  }
}

async function findTriton({ environment, signal }: FindOptions): Promise<FoundProgram> {
  const help = 'Install Triton Inference Server, or serve the repository with its container.';
  const [path] = findExecutables('tritonserver', environment);
  if (path === undefined) return { found: false, reason: 'there is no tritonserver on the PATH', help };
  const answer = await probe(path, ['--version'], environment, signal);
  const version = 'stdout' in answer ? /\d+\.\d+\.\d+/.exec(answer.stdout)?.[0] : undefined;
  return { found: true, path, version: version ?? 'unknown version' };
}
