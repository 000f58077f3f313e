import { join } from 'node:path';
import { run, type RunResult } from '../../../tools/setup/kit/run-process.ts';

const command = join(import.meta.dirname, '../../../cli/main.ts');

/** Runs the `tenon` command as a person would: a process of its own, without a terminal. */
export const tenon = (
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<RunResult> => run(process.execPath, [command, ...args], { ...options, timeoutMs: 900_000 });

/** The steps of `deploy status` or `deploy apply`, as `number id state`. */
export function stepsOf(result: RunResult): readonly string[] {
  const report = JSON.parse(result.stdout) as {
    steps: readonly { number: number; id: string; state: string }[];
  };
  return report.steps.map(({ number, id, state }) => `${number} ${id} ${state}`);
}
