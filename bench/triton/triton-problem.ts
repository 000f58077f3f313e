/** Why a Triton server can't be measured, in words for the person who asked. */
export interface TritonProblem {
  readonly code: TritonProblemCode;
  readonly message: string;
  readonly hint: string;
}

export type TritonProblemCode =
  /** Nobody answers there, or no longer. */
  | 'server/unreachable'
  /** Something answers that is no Triton server. */
  | 'server/other'
  /** The server loads models by itself and takes no configuration from others. */
  | 'server/mode'
  | 'server/model'
  /** The server has the model, but can't load it as it is. */
  | 'server/refused'
  /** It loads the model and doesn't answer requests. */
  | 'server/failed'
  /** The server serves another model under this name. */
  | 'server/signature'
  /** After measuring, the server didn't take back the configuration that it had. */
  | 'server/restore'
  | 'input/dtype'
  /** The size of an axis is not known. */
  | 'input/size'
  | 'input/unusable';

/** Carries a problem out of the depths of a measurement to its face, which returns it. */
export class TritonError extends Error {
  readonly problem: TritonProblem;

  constructor(problem: TritonProblem) {
    super(problem.message);
    this.name = 'TritonError';
    this.problem = problem;
  }
}
