/** What `tenon deploy plan --format json` says, as far as the editor reads it. */
export interface DeploymentPlan {
  readonly ready: boolean;
  readonly steps: readonly DeploymentStep[];
}

export interface DeploymentStep {
  /** From 1; 0 is the step that has to generate first. */
  readonly number: number;
  readonly id: string;
  readonly title: string;
}

export function readPlan(text: string): DeploymentPlan | undefined {
  try {
    const value = JSON.parse(text) as Partial<DeploymentPlan> | null;
    return Array.isArray(value?.steps) ? (value as DeploymentPlan) : undefined;
  } catch {
    return undefined;
  }
}
