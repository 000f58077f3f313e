import { packageVersion } from '../package-root.ts';
import type { Measured } from './measured.ts';

/** What was found, for programs; each result is as bench/result.schema.json describes it. */
export function jsonBench(all: readonly Measured[]): string {
  const value = {
    version: 1,
    tool: { name: 'tenon', version: packageVersion() },
    command: 'bench',
    models: all.map(({ subject, provider, results, problem, conclusion, verdicts, ...rest }) => ({
      subject: subject.name,
      file: subject.path,
      provider,
      ...(results[0] === undefined ? {} : { result: results[0] }),
      ...(results.length > 1 ? { results } : {}),
      ...(problem === undefined ? {} : { problem }),
      ...(conclusion === undefined ? {} : { conclusion }),
      verdicts,
      ...(rest.agreement === undefined ? {} : { agreement: rest.agreement }),
      ...(rest.levels === undefined ? {} : { levels: rest.levels }),
      ...(rest.comparison === undefined ? {} : { comparison: rest.comparison }),
      ...(rest.historyProblem === undefined ? {} : { historyProblem: rest.historyProblem }),
    })),
  };
  return `${JSON.stringify(value, finite, 2)}\n`;
}

/** JSON has no infinity: an error without bounds is null. */
function finite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
