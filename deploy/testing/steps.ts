import type { DeployPlan, NumberedStep } from '../plan/deploy-plan.ts';

/** A step that runs a small Node program; for tests of everything that does not depend on a real tool. */
export function makeStep(
  id: string,
  number: number,
  given: Partial<NumberedStep> & { readonly args?: readonly string[] } = {},
): NumberedStep {
  const { args = [], ...rest } = given;
  return {
    id,
    number,
    target: 'terraform',
    title: `Do ${id}`,
    why: [],
    command: { program: 'terraform', args, cwd: '.', sets: {}, reads: ['AWS_*'] },
    changes: [],
    needs: [{ kind: 'program', program: 'terraform', text: 'a program' }],
    dependsOn: [],
    usesUp: [],
    successes: {},
    inputs: [],
    notInputs: [],
    makes: [],
    runs: 'to its end',
    patience: 60,
    compensations: [],
    ...rest,
  };
}

export const makePlan = (steps: readonly NumberedStep[]): DeployPlan => ({
  deployment: 'shop.prod_all',
  environment: 'shop.prod',
  steps,
  notes: [],
});
