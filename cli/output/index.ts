/** Reads and writes output folders; the only place of Tenon that writes generated files. */
export { openOutput, type OpenOptions, type OpenOutput } from './open-output.ts';
export { readOutput, type OutputState } from './read-output.ts';
export { hashFile, hashText } from './hash-file.ts';
export { hashCopies } from './hash-copies.ts';
export type { ApplyOptions } from './apply-changes.ts';
export type { OutputProblem, OutputResult } from './output-problem.ts';
