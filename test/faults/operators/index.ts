import type { Operator } from '../fault.ts';
import * as columns from './columns.ts';
import * as features from './features.ts';
import * as infrastructure from './infrastructure.ts';
import * as language from './language.ts';
import * as optimisation from './optimisation.ts';
import * as pipelines from './pipelines.ts';
import * as serving from './serving.ts';
import * as sources from './sources.ts';
import * as tensors from './tensors.ts';
import * as training from './training.ts';

const modules = [
  columns,
  sources,
  features,
  tensors,
  training,
  pipelines,
  serving,
  optimisation,
  infrastructure,
  language,
];

const isOperator = (value: unknown): value is Operator =>
  typeof value === 'object' && value !== null && 'plant' in value;

/** Every operator that the modules of this folder export. */
export const OPERATORS: readonly Operator[] = modules.flatMap((each) => Object.values(each).filter(isOperator));
