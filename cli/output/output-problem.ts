/** Why the output folder could not be read or written; nothing was changed unless the message says so. */
export interface OutputProblem {
  readonly reason:
    | 'not-a-folder'
    | 'not-writable'
    | 'disk-full'
    | 'busy'
    | 'outside'
    | 'changed-meanwhile'
    | 'damaged-state'
    | 'source-missing'
    | 'failed';
  readonly message: string;
  /** What to do next, one sentence. */
  readonly help?: string;
}

export type OutputResult<T> = T | { readonly problem: OutputProblem };

/** Carries a problem to the door of this room, where it becomes a result; never seen outside. */
export class OutputError extends Error {
  readonly problem: OutputProblem;

  constructor(reason: OutputProblem['reason'], message: string, help?: string) {
    super(message);
    this.problem = { reason, message, ...(help === undefined ? {} : { help }) };
  }
}

/** Runs a step; what goes wrong in the file system is a problem, while cancelling and bugs are thrown on. */
export async function asResult<T>(root: string, step: () => Promise<T>): Promise<OutputResult<T>> {
  try {
    return await step();
  } catch (error) {
    const problem = problemOf(error, root);
    if (problem) return { problem };
    throw error;
  }
}

export function problemOf(error: unknown, root: string): OutputProblem | undefined {
  if (error instanceof OutputError) return error.problem;
  if (!isFileError(error)) return undefined;
  const place = error.path ?? root;
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        reason: 'disk-full',
        message: `The disk is full: ${place} could not be written.`,
        help: 'Free some space and generate again.',
      };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return {
        reason: 'not-writable',
        message: `${place} can't be written (${error.code}).`,
        help: 'Make the folder writable, or choose another one with --out.',
      };
    case 'ENOTDIR':
    case 'EEXIST':
      return {
        reason: 'not-a-folder',
        message: `${place} is not a folder, so nothing can be put there.`,
        help: 'Move it away, or choose another folder with --out.',
      };
    case 'ELOOP':
      return {
        reason: 'outside',
        message: `${place} is a symbolic link that leads back to itself.`,
        help: 'Remove the link, or choose another folder with --out.',
      };
    default:
      return { reason: 'failed', message: `${place} could not be read or written: ${error.message}.` };
  }
}

export const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string' && 'syscall' in error;

export const isMissing = (error: unknown): boolean =>
  isFileError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
