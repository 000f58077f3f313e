/** What benchmarks say against a model. Only the editor finds it; the project file grades it like a rule. */
export const MEASURED_CODES = { objective: 'TN2301', fallback: 'TN2302', noise: 'TN2303' } as const;

/** One sentence each, for the schema of the project file. */
export const MEASURED_SUMMARIES: readonly (readonly [code: string, summary: string])[] = [
  [MEASURED_CODES.objective, 'broken-objective: The last benchmark breaks an objective.'],
  [MEASURED_CODES.fallback, 'silent-fallback: No node ran on the provider that was asked for.'],
  [MEASURED_CODES.noise, 'noisy-benchmark: The figures of the last benchmark are noise.'],
];
