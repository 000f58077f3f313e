import { run, type RunOptions, type RunResult } from '../kit/run-process.ts';
import type { TerraformInstallation } from '../tools/terraform.ts';

/**
 * Runs terraform with providers from the local mirror, without questions, colours or version checks.
 * The caller's own TF_* variables are not passed on, those in `options.env` are.
 */
export function runTerraform(
  installation: TerraformInstallation,
  args: readonly string[],
  options: RunOptions & { readonly cwd: string },
): Promise<RunResult> {
  return run(installation.terraform, args, {
    ...options,
    env: terraformEnvironment(installation, options.env),
  });
}

export function terraformEnvironment(
  installation: TerraformInstallation,
  added: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('TF_'));
  return {
    ...Object.fromEntries(inherited),
    TF_CLI_CONFIG_FILE: installation.cliConfig,
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    TF_CLI_ARGS: '-no-color',
    CHECKPOINT_DISABLE: '1',
    ...added,
  };
}
