import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import { placeOf, problem } from './diagnostics.ts';
import type { ModelConfig, TensorConfig } from './output.ts';
import type { TritonType } from './tensor-types.ts';
import type { Cause } from '../kit/text.ts';

/** One end of a connection, as ValidateTensorConsistency of Triton's ensemble_utils.cc sees it. */
interface End {
  readonly type: TritonType;
  readonly dims: readonly number[];
  readonly fullDims: readonly number[];
  readonly owner: string;
}

/** What Triton's core refuses about the connections of an ensemble. */
export function checkEnsemble(
  ensemble: ModelConfig,
  configs: ReadonlyMap<string, ModelConfig>,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const ends = new Map<string, End>();
  for (const tensor of [...ensemble.inputs, ...ensemble.outputs])
    ends.set(tensor.name, endOf(tensor, ensemble));
  const connect = (as: string, tensor: TensorConfig, config: ModelConfig, cause: Cause): void => {
    const end = endOf(tensor, config);
    const other = ends.get(as);
    if (other === undefined) ends.set(as, end);
    else if (!fit(end, other)) {
      diagnostics.push(
        problem(
          'TN9232',
          placeOf(cause, ensemble.cause),
          `${as} doesn't fit: ${inWords(other)}, but ${inWords(end)}.`,
          {
            help: `Make the element types and sizes equal.`,
          },
        ),
      );
    }
  };
  for (const step of ensemble.ensemble ?? []) {
    const config = configs.get(step.model);
    if (config === undefined)
      throw new Error(`Ensemble ${ensemble.name} names ${step.model}, which has no configuration.`);
    for (const { tensor, as, cause } of step.outputs)
      connect(as, find(config.outputs, tensor), config, cause);
    for (const { tensor, as, cause } of step.inputs) connect(as, find(config.inputs, tensor), config, cause);
  }
  return diagnostics;
}

function find(tensors: readonly TensorConfig[], name: string): TensorConfig {
  const tensor = tensors.find((candidate) => candidate.name === name);
  if (tensor === undefined) throw new Error(`An ensemble maps ${name}, which its model doesn't have.`);
  return tensor;
}

const endOf = (tensor: TensorConfig, config: ModelConfig): End => ({
  type: tensor.type,
  dims: tensor.dims,
  fullDims: config.maxBatchSize.value > 0 ? [-1, ...tensor.dims] : tensor.dims,
  owner: config.name,
});

/** Triton accepts equal dims, or dims that are equal once the batch axis is counted; -1 equals any size. */
const fit = (a: End, b: End): boolean =>
  a.type === b.type && (sameDims(a.dims, b.dims) || sameDims(a.fullDims, b.fullDims));

const sameDims = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === -1 || b[axis] === -1 || size === b[axis]);

const inWords = (end: End): string => `${end.owner} has ${end.type} [${end.fullDims.join(', ')}]`;
