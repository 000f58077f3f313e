import type { Operator } from '../fault.ts';
import * as columns from './columns.ts';
import * as dataFiles from './data-files.ts';
import * as environments from './environments.ts';
import * as experiments from './experiments.ts';
import * as features from './features.ts';
import * as gates from './gates.ts';
import * as infrastructure from './infrastructure.ts';
import * as language from './language.ts';
import * as modelFiles from './model-files.ts';
import * as optimisation from './optimisation.ts';
import * as promises from './promises.ts';
import * as schedules from './schedules.ts';
import * as serving from './serving.ts';
import * as sources from './sources.ts';
import * as splits from './splits.ts';
import * as steps from './steps.ts';
import * as tensors from './tensors.ts';
import * as traffic from './traffic.ts';
import * as training from './training.ts';

const modules = [
  columns,
  dataFiles,
  environments,
  experiments,
  features,
  gates,
  infrastructure,
  language,
  modelFiles,
  optimisation,
  promises,
  schedules,
  serving,
  sources,
  splits,
  steps,
  tensors,
  traffic,
  training,
];

const isOperator = (value: unknown): value is Operator =>
  typeof value === 'object' && value !== null && 'plant' in value;

/** Every operator that the modules of this folder export. */
export const OPERATORS: readonly Operator[] = modules.flatMap((each) =>
  Object.values<unknown>(each).filter(isOperator),
);
