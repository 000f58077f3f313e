import type { ProjectFacts, ScalarName } from '../../language/index.ts';

/** What is known when one data file has these columns; every other file is unknown. */
export const scalarTable = (path: string, columns: Readonly<Record<string, ScalarName>>): ProjectFacts => ({
  exists: (asked) => (asked === path ? true : undefined),
  signature: () => undefined,
  schema: (asked) =>
    asked === path
      ? {
          format: 'parquet',
          columns: Object.entries(columns).map(([name, scalar]) => ({
            name,
            type: { kind: 'scalar', name: scalar, nullable: false },
          })),
        }
      : undefined,
  measured: () => undefined,
});
