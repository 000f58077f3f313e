/** Every command of the palette and of code lenses; the manifest and what the client registers are held against it. */
export const COMMANDS = {
  generate: 'tenon.generate',
  regenerate: 'tenon.regenerate',
  writeReviewed: 'tenon.writeReviewed',
  discardReview: 'tenon.discardReview',
  showReview: 'tenon.showReview',
  showReviewedFile: 'tenon.showReviewedFile',
  mergeReviewed: 'tenon.mergeReviewed',
  goToModelLine: 'tenon.goToModelLine',
  goToGeneratedLines: 'tenon.goToGeneratedLines',
  verify: 'tenon.verify',
  check: 'tenon.check',
  benchmark: 'tenon.benchmark',
  benchmarkAll: 'tenon.benchmarkAll',
  compareBenchmark: 'tenon.compareBenchmark',
  cancelBenchmark: 'tenon.cancelBenchmark',
  showBenchmarkReport: 'tenon.showBenchmarkReport',
  clearBenchmarks: 'tenon.clearBenchmarks',
  deploy: 'tenon.deploy',
  resumeDeployment: 'tenon.resumeDeployment',
  showRunLog: 'tenon.showRunLog',
  explainRule: 'tenon.explainRule',
  why: 'tenon.why',
  capacity: 'tenon.capacity',
  inspect: 'tenon.inspect',
  showLineage: 'tenon.showLineage',
  newProject: 'tenon.newProject',
  tryExample: 'tenon.tryExample',
  selectEnvironment: 'tenon.selectEnvironment',
  compareEnvironments: 'tenon.compareEnvironments',
  refreshProjects: 'tenon.refreshProjects',
  showStatus: 'tenon.showStatus',
  showOutput: 'tenon.showOutput',
  restartServer: 'tenon.restartServer',
  reportBug: 'tenon.reportBug',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

// What is given is not asked: lenses, key bindings and tests call the commands with arguments.

export interface ProjectArgument {
  /** URI of the project folder. */
  readonly project?: string;
  /** URI of a file inside the project: menus of the editor give it. */
  readonly file?: string;
}

export interface RunArgument {
  /** URI of the project folder. */
  readonly project: string;
  /** Qualified name. */
  readonly deployment: string;
  /** URI of what a step has written. */
  readonly log?: string;
}

export interface EnvironmentArgument extends ProjectArgument {
  /** Name of the environment, null for none. */
  readonly environment?: string | null;
}

export interface CompareEnvironmentsArgument extends ProjectArgument {
  /** Names of the environments, null for none: the declarations as they stand. */
  readonly one?: string | null;
  readonly other?: string | null;
  /** The resolved models, or the files that would be generated. */
  readonly what?: 'model' | 'files';
}

/** What a question is about; without a name it is what stands at the cursor. */
export interface QuestionArgument extends ProjectArgument {
  /** Qualified name, such as `shop.fraud.fraud_net`, or its end. */
  readonly name?: string;
  /** Kind of what is called so, such as `model`; any when absent. */
  readonly kind?: string;
}

export interface NewProjectArgument {
  readonly template?: 'minimal' | 'flights';
  /** URI of the new folder. */
  readonly folder?: string;
  /** False: the new project is written and not opened. */
  readonly open?: boolean;
  /** The walkthrough goes on in the window that opens the new project. */
  readonly walkthrough?: boolean;
}

export interface GenerateArgument extends ProjectArgument {
  /** Name of an environment, or null for all deployments. */
  readonly environment?: string | null;
  /** Ids of targets. */
  readonly targets?: readonly string[];
  /** Write without asking after the diff was shown. */
  readonly write?: boolean;
}

export interface ReviewArgument {
  /** Paths of files below the output folder: these are written and no others. */
  readonly only?: readonly string[];
}

export interface ReviewedFileArgument {
  /** Below the output folder. */
  readonly path?: string;
}

export interface BenchmarkArgument extends ProjectArgument {
  /** Qualified name of the model, such as `shop.fraud.fraud_net`. */
  readonly model?: string;
}

export interface CompareArgument extends BenchmarkArgument {
  /** What to compare with: the path of another ONNX file, or a git revision. */
  readonly with?: string;
}

export interface CancelArgument {
  /** End every benchmark without asking which. */
  readonly all?: boolean;
}

export interface ClearArgument extends ProjectArgument {
  /** Qualified name of the one model whose results go; all of them when absent and confirmed, else it is asked for. */
  readonly model?: string;
  /** Clear without asking. */
  readonly confirmed?: boolean;
}

export interface DeployArgument extends ProjectArgument {
  readonly environment?: string;
  /** Numbers of the steps to run, without asking after the plan was shown. */
  readonly steps?: readonly number[];
}
