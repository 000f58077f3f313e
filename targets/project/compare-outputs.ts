import { compareText } from '../../language/model/origin.ts';
import type { Diagnostic, Project } from '../../language/index.ts';
import type { TargetRun } from '../kit/generate.ts';
import type { Cancellation } from '../kit/target.ts';
import { printText } from '../kit/text.ts';
import {
  deploymentsOf,
  unknownTarget,
  withTargets,
  type ChoiceProblem,
  type DeploymentGroup,
} from './choose-deployments.ts';
import { pairDeployments, type DeploymentPair } from './pair-deployments.ts';
import { runTargets } from './run-targets.ts';

export interface OutputsRequest {
  /** Environments by qualified or simple name; undefined for none: the declarations as they stand. */
  readonly one: string | undefined;
  readonly other: string | undefined;
  /** Ids of targets; what each deployment emits when absent. */
  readonly targets?: readonly string[];
}

/** The files that would be generated in two environments, held against each other. */
export interface OutputsComparison {
  /** Those that differ, sorted by path. */
  readonly files: readonly ComparedOutput[];
  /** How many files are the same in both. */
  readonly same: number;
  /** What the targets say, each once. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ComparedOutput {
  /** `terraform/main.tf`; below the name of the deployment when there are several. */
  readonly path: string;
  readonly target: string;
  /** Absent where there is no such file. */
  readonly one?: OutputContent;
  readonly other?: OutputContent;
}

/** Text, or the path of a file of the project that is placed there. */
export type OutputContent = { readonly text: string } | { readonly copyOf: string };

interface CompareOutputsOptions {
  readonly signal?: Cancellation;
  readonly pause?: () => Promise<unknown>;
}

/**
 * Generates in memory what the deployments of two environments emit; those that belong together are compared file by
 * file. A target that fails in one of them is left out in both. Throws only when it is cancelled.
 */
export async function compareOutputs(
  project: Project,
  { one, other, targets }: OutputsRequest,
  options: CompareOutputsOptions = {},
): Promise<OutputsComparison | { readonly problem: ChoiceProblem }> {
  const unknown = unknownTarget(targets);
  if (unknown) return { problem: unknown };
  const [first, second] = [project.model(one), project.model(other)];
  for (const found of [first, second])
    if ('problem' in found) return { problem: { reason: 'unknown', ...found.problem } };
  const names = [first, second].map((found) => ('name' in found ? found.name : undefined));
  const paired = pairDeployments(project, names[0], names[1]);
  if ('problem' in paired) return paired;
  const { pairs } = paired;
  const sides = await Promise.all(
    (['one', 'other'] as const).map((side, index) =>
      runTargets(project, [groupOf(project, names[index], pairs, side, targets)], {
        // The hashes are for what is written to a disk.
        hash: () => '',
        ...options,
      }),
    ),
  );
  const failed = new Set(
    sides.flatMap(({ runs }) => runs.filter((run) => run.failed).map(({ folder }) => folder)),
  );
  const [ones, others] = sides.map(({ runs }) => filesOf(runs.filter(({ folder }) => !failed.has(folder))));
  const diagnostics = new Map(
    sides.flatMap((side) => side.diagnostics.map((each) => [JSON.stringify(each), each])),
  );
  return { ...compareFiles(ones!, others!), diagnostics: [...diagnostics.values()] };
}

/** The deployments of one side; both sides of a pair have the same folder. */
function groupOf(
  project: Project,
  environment: string | undefined,
  pairs: readonly DeploymentPair[],
  side: keyof DeploymentPair,
  targets: readonly string[] | undefined,
): DeploymentGroup {
  const resolution = project.resolve(environment);
  const declared = deploymentsOf(resolution);
  const runs = pairs.flatMap((pair) => {
    const deployment = declared.find(({ qualifiedName }) => qualifiedName === pair[side]);
    if (!deployment) return [];
    const folder = pairs.length === 1 ? {} : { folder: folderOf(pair, pairs) };
    return [{ deployment: withTargets(deployment, targets), ...folder }];
  });
  const system = 'system' in resolution ? resolution.system : { elements: [], unread: [] };
  return { environment: environment === undefined ? {} : { qualifiedName: environment }, system, runs };
}

/** The simple name of the deployment, unless two packages have one that is called so. */
function folderOf(pair: DeploymentPair, pairs: readonly DeploymentPair[]): string {
  const nameOf = ({ one, other }: DeploymentPair): string => (other ?? one)!;
  const simple = (each: DeploymentPair): string => nameOf(each).slice(nameOf(each).lastIndexOf('.') + 1);
  return pairs.some((each) => each !== pair && simple(each) === simple(pair)) ? nameOf(pair) : simple(pair);
}

type Files = ReadonlyMap<string, { readonly target: string; readonly content: OutputContent }>;

const filesOf = (runs: readonly TargetRun[]): Files =>
  new Map(
    runs.flatMap(({ id, folder, files }) =>
      files.map((file) => [
        folder === '' ? file.path : `${folder}/${file.path}`,
        { target: id, content: 'copyOf' in file ? { copyOf: file.copyOf } : { text: printText(file.text) } },
      ]),
    ),
  );

function compareFiles(ones: Files, others: Files): Pick<OutputsComparison, 'files' | 'same'> {
  const paths = [...new Set([...ones.keys(), ...others.keys()])].sort(compareText);
  const files = paths.flatMap((path): ComparedOutput[] => {
    const [one, other] = [ones.get(path), others.get(path)];
    if (one && other && isSame(one.content, other.content)) return [];
    return [
      {
        path,
        target: (one ?? other)!.target,
        ...(one ? { one: one.content } : {}),
        ...(other ? { other: other.content } : {}),
      },
    ];
  });
  return { files, same: paths.length - files.length };
}

const isSame = (one: OutputContent, other: OutputContent): boolean =>
  'text' in one
    ? 'text' in other && one.text === other.text
    : 'copyOf' in other && one.copyOf === other.copyOf;
