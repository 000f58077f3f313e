/** Every command of the palette and of code lenses; the manifest and what the client registers are held against it. */
export const COMMANDS = {
  generate: 'tenon.generate',
  check: 'tenon.check',
  benchmark: 'tenon.benchmark',
  deploy: 'tenon.deploy',
  showOutput: 'tenon.showOutput',
  restartServer: 'tenon.restartServer',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

/** What the lens over a model passes to the benchmark command. */
export interface BenchmarkArgument {
  /** URI of the project folder. */
  readonly project: string;
  /** Qualified name of the model, such as `shop.fraud.fraud_net`. */
  readonly model: string;
}
