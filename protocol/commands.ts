/** Every command of the palette and of code lenses; the manifest and what the client registers are held against it. */
export const COMMANDS = {
  generate: 'tenon.generate',
  check: 'tenon.check',
  benchmark: 'tenon.benchmark',
  deploy: 'tenon.deploy',
  explainRule: 'tenon.explainRule',
  showOutput: 'tenon.showOutput',
  restartServer: 'tenon.restartServer',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

// What is given is not asked: lenses, key bindings and tests call the commands with arguments.

export interface ProjectArgument {
  /** URI of the project folder. */
  readonly project?: string;
}

export interface GenerateArgument extends ProjectArgument {
  /** Name of an environment, or null for all deployments. */
  readonly environment?: string | null;
  /** Ids of targets. */
  readonly targets?: readonly string[];
  /** Write without asking after the diff was shown. */
  readonly write?: boolean;
}

export interface BenchmarkArgument extends ProjectArgument {
  /** Qualified name of the model, such as `shop.fraud.fraud_net`. */
  readonly model?: string;
}

export interface DeployArgument extends ProjectArgument {
  readonly environment?: string;
  /** Numbers of the steps to run, without asking after the plan was shown. */
  readonly steps?: readonly number[];
}
