import type { Project } from '../../language/index.ts';
import type { Deployment } from '../../language/model/release.ts';
import { deploymentsOf, NO_DEPLOYMENT, type ChoiceProblem } from './choose-deployments.ts';

/** Qualified names of the two deployments whose files are held against each other. */
export interface DeploymentPair {
  readonly one?: string;
  readonly other?: string;
}

/** Which deployments of two environments belong together; an environment is a qualified name, undefined is none. */
export function pairDeployments(
  project: Project,
  one: string | undefined,
  other: string | undefined,
): { readonly pairs: readonly DeploymentPair[] } | { readonly problem: ChoiceProblem } {
  const declared = deploymentsOf(project.resolve());
  if (declared.length === 0) return { problem: NO_DEPLOYMENT };
  const own = (name: string | undefined): readonly Deployment[] =>
    declared.filter(({ environment }) => !environment || environment.qualifiedName === name);
  const [ones, others] = [own(one), own(other)];
  if (ones.length + others.length === 0) return { problem: noneFor([one, other], declared) };
  // What nobody deploys there is compared as it would be: the deployments of the other side, in this environment.
  if (ones.length === 0) return { pairs: others.map(asBoth) };
  if (others.length === 0) return { pairs: ones.map(asBoth) };
  return { pairs: pair(ones, others, [stemOf(one), stemOf(other)]) };
}

const asBoth = ({ qualifiedName }: Deployment): DeploymentPair => ({
  one: qualifiedName,
  other: qualifiedName,
});

/** The same deployment, then those whose names differ by the environment's alone, then the only ones that are left. */
function pair(
  ones: readonly Deployment[],
  others: readonly Deployment[],
  [oneStem, otherStem]: readonly [Stem, Stem],
): DeploymentPair[] {
  const pairs: DeploymentPair[] = [];
  let [left, right] = [[...ones], [...others]];
  const match = (fits: (a: Deployment, b: Deployment) => boolean): void => {
    for (const a of left) {
      const b = right.find((each) => fits(a, each));
      if (!b) continue;
      pairs.push({ one: a.qualifiedName, other: b.qualifiedName });
      left = left.filter((each) => each !== a);
      right = right.filter((each) => each !== b);
    }
  };
  match((a, b) => a.qualifiedName === b.qualifiedName);
  match((a, b) => oneStem(a.name) === otherStem(b.name));
  if (left.length === 1 && right.length === 1) match(() => true);
  return [
    ...pairs,
    ...left.map(({ qualifiedName }) => ({ one: qualifiedName })),
    ...right.map(({ qualifiedName }) => ({ other: qualifiedName })),
  ];
}

type Stem = (deployment: string) => string;

/** `flights_dev` in `dev` and `flights_prod` in `prod` are both `flights_`. */
const stemOf = (environment: string | undefined): Stem => {
  const simple = environment?.slice(environment.lastIndexOf('.') + 1);
  return (deployment) => (simple === undefined ? deployment : deployment.replace(simple, ''));
};

function noneFor(
  environments: readonly (string | undefined)[],
  declared: readonly Deployment[],
): ChoiceProblem {
  const simple = (name: string | undefined): string => name?.slice(name.lastIndexOf('.') + 1) ?? '';
  const names = environments.map(simple).filter((name) => name !== '');
  const list = declared.map(({ name, environment }) => `${name} (${simple(environment?.qualifiedName)})`);
  return {
    reason: 'nothing',
    message: `No deployment is for environment ${names.join(' or ')}.`,
    help: `There are ${list.join(', ')}.`,
  };
}
