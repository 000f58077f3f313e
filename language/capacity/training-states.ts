import { work, type Formula, type Given, type Working } from './working.ts';

/** What the formulas of the states are fed with; the letters are those of the formulas. */
export interface StatesGiven {
  /** Parameters. */
  readonly P: Given;
  /** Devices along the tensor and along the pipeline axis. */
  readonly t: Given;
  readonly p: Given;
  /** Devices among which states are divided. */
  readonly d: Given;
  /** 0 for plain data parallelism, 1 to 3 for the stages of ZeRO; FSDP is stage 3. */
  readonly stage: Given;
}

const SOURCE =
  'Rajbhandari et al. 2020, ZeRO: Memory Optimizations Toward Training Trillion Parameter Models, sections 3.1 and 5';
const EVEN = 'Tensor and pipeline parallelism divide the weights evenly.';

/** Bytes of the weights on each device; `w` is bytes of one weight. Divided among copies from stage 3 on. */
export const weightsOnDevice = (given: StatesGiven, w: Given): Working => state('Weights', 3, given, w);

/** Bytes of the gradients on each device; `w` is bytes of one gradient. Divided among copies from stage 2 on. */
export const gradientsOnDevice = (given: StatesGiven, w: Given): Working => state('Gradients', 2, given, w);

/** Bytes of the optimizer's states on each device; `w` is bytes for one weight. Divided from stage 1 on. */
export const optimizerOnDevice = (given: StatesGiven, w: Given): Working =>
  state('Optimizer states', 1, given, w);

function state(title: string, dividedFrom: number, { P, t, p, d, stage }: StatesGiven, w: Given): Working {
  const divided = 'value' in stage && stage.value >= dividedFrom;
  const how: Formula = {
    title,
    formula: divided ? 'P × w / (t × p × d)' : 'P × w / (t × p)',
    unit: 'B',
    source: SOURCE,
    assumptions: [EVEN],
    lowers: ['t', 'p', 'd'],
  };
  return divided
    ? work(how, { P, w, t, p, d }, (v) => (v.P * v.w) / (v.t * v.p * v.d))
    : work(how, { P, w, t, p }, (v) => (v.P * v.w) / (v.t * v.p));
}
