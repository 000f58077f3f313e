/** Arithmetic that people do on paper: every figure comes with its working. */
export { activationsOnDevice } from './activations.ts';
export type { ActivationsGiven, Recompute } from './activations.ts';
export { adapterOf } from './adapter.ts';
export type { Adapter } from './adapter.ts';
export { printAmount, printNumber, printResult } from './amount-text.ts';
export { bytesPerParameter } from './bytes-per-parameter.ts';
export { CAPACITY_KINDS, capacityOf } from './capacity-of.ts';
export type { CapacityOptions, CapacitySection } from './capacity-of.ts';
export { capacityMarkdown, howToKnow, workingLines } from './capacity-text.ts';
export {
  bandwidthNeeded,
  checkpointOf,
  checkpointOverhead,
  checkpointSize,
  writeTime,
} from './checkpoint.ts';
export type { CheckpointWorkings } from './checkpoint.ts';
export { weightBytes, widthOf } from './element-bytes.ts';
export { accumulationSteps, batchNumbers, batchOf, globalBatch } from './global-batch.ts';
export { deviceMemory, gpuMachinesOn, machinesOn } from './ground.ts';
export { kvCacheNeeded, kvCachePerToken, kvCacheRoom, sequencesThatFit } from './kv-cache.ts';
export { runTensors, servedWeights, shardsOf } from './model-memory.ts';
export { modelSize } from './model-size.ts';
export type { ModelSize } from './model-size.ts';
export { costOfCloud, costOfCluster, costOfMachines, costOfTrainingHour } from './monthly-cost.ts';
export type { MonthlyCost } from './monthly-cost.ts';
export { LIST_PRICES, priceOf, readPriceTable } from './price-table.ts';
export type { MachinePrice, PriceTable, PriceTableResult } from './price-table.ts';
export { queueWait, replicasNeeded, requestsUnderWay, waitProbability } from './queueing.ts';
export { backoffWaits, retriesIn, waitsOfRetry, worstCaseOfRetry } from './retries.ts';
export type { Retry } from './retries.ts';
export { cronInterval, scheduleInterval, scheduleLoad } from './schedule-interval.ts';
export type { Interval } from './schedule-interval.ts';
export { servedModels } from './served-models.ts';
export type { ServedModel } from './served-models.ts';
export { servingMemory } from './serving-memory.ts';
export type { KvCache, ServingMemory } from './serving-memory.ts';
export { errorBudget, servingTime } from './serving-time.ts';
export type { MeasuredService, ServingTime } from './serving-time.ts';
export { growthOf, growthPerMonth, rowWidth, storedInTheEnd } from './storage-growth.ts';
export type { SourceGrowth } from './storage-growth.ts';
export { trainedModel } from './trained-model.ts';
export { meshSize, trainingLayout, worldSize } from './training-layout.ts';
export type { TrainingLayout } from './training-layout.ts';
export { trainingMemory, trainsNetwork } from './training-memory.ts';
export type { TrainingMemory } from './training-memory.ts';
export { gradientsOnDevice, optimizerOnDevice, weightsOnDevice } from './training-states.ts';
export type { StatesGiven } from './training-states.ts';
export { amountOf, fit, known, notKnown, shareOf, total, work } from './working.ts';
export type { Amount, Bound, Fit, Formula, Given, NotKnown, Term, Working } from './working.ts';
