import { join } from 'node:path';

/** Results of `tenon bench`, one a line. */
export const historyPath = (project: string): string => join(project, '.tenon', 'bench', 'history.jsonl');

/** Figures of other tools that were imported, one file of figures a line. */
export const evidencePath = (project: string): string => join(project, '.tenon', 'bench', 'evidence.jsonl');

/** Results that a team shares; it lies beside the models, so that it can be committed. */
export const baselinePath = (project: string): string => join(project, 'tenon-bench-baseline.json');

/** Every file that measurements of a project lie in. */
export const recordedIn = (project: string): readonly string[] => [
  historyPath(project),
  evidencePath(project),
  baselinePath(project),
];
