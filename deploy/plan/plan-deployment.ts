import type { Deployment } from '../../language/model/release.ts';
import type { Ref } from '../../language/model/element.ts';
import type { System, SystemElement } from '../../language/model/system.ts';
import { walkModel } from '../../targets/kit/model-walk.ts';
import {
  compareElements,
  indexSystem,
  keyOf,
  selectElements,
  type SystemIndex,
} from '../../targets/kit/system-index.ts';
import type { DeployPlan, Note, StaleOutput } from './deploy-plan.ts';
import type { LaunchedStep, LaunchScene } from './launcher.ts';
import { LAUNCHERS } from './launchers/index.ts';
import { orderSteps } from './order-steps.ts';
import { placeOf, type Places } from './places.ts';

export interface PlanInput {
  readonly system: System;
  readonly deployment: Deployment;
  readonly places: Places;
  /** What the targets generate for this deployment. */
  readonly outputs: readonly TargetOutput[];
  readonly stale?: StaleOutput;
}

export interface TargetOutput {
  readonly target: string;
  /** Relative to the output folder, with forward slashes. */
  readonly folder: string;
  /** Relative to `folder`, with forward slashes. */
  readonly files: readonly string[];
  /** Text of one of the files, as it is on disk or would be generated. */
  readonly read: (file: string) => string | undefined;
}

/** Computes what a deployment does. Pure: nothing is started, read or looked at. */
export function planDeployment(input: PlanInput): DeployPlan {
  const { system, deployment, places } = input;
  const index = indexSystem(system);
  const elements = selectElements(index, deployment);
  const reach = reachability(index);
  const launched: LaunchedStep[] = [];
  const notes: Note[] = [];
  for (const { target, origin } of deployment.emit) {
    const output = input.outputs.find((candidate) => candidate.target === target);
    const launcher = LAUNCHERS.find((candidate) => candidate.target === target);
    if (!launcher || !output || output.files.length === 0) {
      const reason = launcher
        ? 'there are no files to launch'
        : 'Tenon generates its files and launches nothing for it';
      notes.push({ message: `${target}: ${reason}.`, origin });
      continue;
    }
    const folder = placeOf(places, places.path.resolve(places.output, output.folder));
    const environment = deployment.environment?.qualifiedName.split('.').at(-1);
    const { files, read } = output;
    const scene = { deployment, environment, elements, places, folder, files, read, emit: origin, reach };
    const launch = launcher.launch(scene);
    launched.push(...launch.steps);
    notes.push(...launch.notes);
  }
  // Servers are not part of a run, so their numbers come last.
  const inTurn = [
    ...launched.filter(({ runs }) => runs === 'to its end'),
    ...launched.filter(({ runs }) => runs === 'as a server'),
  ];
  const steps = orderSteps(inTurn.map((step) => withRequired(step, launched)));
  return {
    deployment: deployment.qualifiedName,
    ...(deployment.environment ? { environment: deployment.environment.qualifiedName } : {}),
    ...(input.stale ? { stale: input.stale } : {}),
    steps: steps.map(({ provides: _provides, requires: _requires, ...step }, at) => ({
      ...step,
      number: at + 1,
    })),
    notes,
  };
}

function withRequired(step: LaunchedStep, all: readonly LaunchedStep[]): LaunchedStep {
  const providers = all.filter(
    ({ id, provides }) => id !== step.id && provides !== undefined && step.requires.includes(provides),
  );
  return { ...step, dependsOn: [...new Set([...step.dependsOn, ...providers.map(({ id }) => id)])] };
}

/** A reference to a part (a bucket of a cloud) reaches the whole, because only the whole is launched. */
function reachability(index: SystemIndex): LaunchScene['reach'] {
  return (from) => {
    const reached = new Map<string, SystemElement>();
    const visit = (ref: Pick<Ref, 'kind' | 'qualifiedName'>): void => {
      const owner = index.get(ref.qualifiedName, ref.kind)?.owner;
      if (!owner || reached.has(keyOf(owner))) return;
      reached.set(keyOf(owner), owner);
      walkModel(owner, { ref: visit });
    };
    visit(from);
    return [...reached.values()].sort(compareElements);
  };
}
