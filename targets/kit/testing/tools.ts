import { spawnSync } from 'node:child_process';

/**
 * Says why a tool can't be used here, or undefined when it can. Where `CI` is set a missing tool is an
 * error, so that a run without it can't pass for a full one.
 */
export function missingTool(program: string, probe: readonly string[]): string | undefined {
  const result = spawnSync(program, probe, { stdio: 'ignore' });
  if (result.status === 0) return undefined;
  const reason = `${[program, ...probe].join(' ')} does not run here`;
  if (process.env['CI']) throw new Error(`${reason}, and CI is set.`);
  return reason;
}

/** Runs a tool with input and gives its output; a failure shows what the tool said. */
export function runTool(program: string, args: readonly string[], input: string): string {
  const result = spawnSync(program, args, { input, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${program} failed:\n${result.stdout}${result.stderr}`);
  return result.stdout;
}
