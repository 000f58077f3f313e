import { run, type RunOptions, type RunResult } from '../kit/run-process.ts';
import type { TerraformInstallation } from '../tools/terraform.ts';

/**
 * Runs terraform with providers from the local mirror, without questions, colours or version checks. Of the caller's
 * own TF_* variables only those of a Terraform of the user's own are passed on, those in `options.env` always.
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

/**
 * They say what is planned, not where providers come from: a mirror, a cache or a token is needed to reach anything,
 * but a value of a variable or an argument would change what is said about the generated files.
 */
const CHANGES_THE_RESULT = /^TF_(?:VAR_|CLI_ARGS|WORKSPACE$|DATA_DIR$|INPUT$|IN_AUTOMATION$)/u;

/** The environment of a terraform: that of the set-up, or the user's own, whose `cliConfig` is empty. */
export function terraformEnvironment(
  installation: TerraformInstallation,
  added: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
  const isOwn = installation.cliConfig === '';
  const isPassedOn = (name: string): boolean =>
    !name.startsWith('TF_') || (isOwn && !CHANGES_THE_RESULT.test(name));
  const inherited = Object.entries(process.env).filter(([name]) => isPassedOn(name));
  return {
    ...Object.fromEntries(inherited),
    ...(isOwn ? {} : { TF_CLI_CONFIG_FILE: installation.cliConfig }),
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    TF_CLI_ARGS: '-no-color',
    CHECKPOINT_DISABLE: '1',
    ...added,
  };
}
