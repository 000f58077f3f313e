import { generateOpened, type GenerateOptions } from '../generate/generate-opened.ts';
import { refuse, type CliContext } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { resolve } from 'node:path';
import { chooseDeployments } from '../generate/choose-deployments.ts';
import { watchRounds } from './watch-rounds.ts';
import { WatchedProject } from './watched-project.ts';

/** Generates a project, and again whenever its files change. */
export async function watchGenerate(
  path: string | undefined,
  options: GenerateOptions,
  context: CliContext,
): Promise<ExitCode> {
  const out = options.out === undefined ? undefined : resolve(context.cwd, options.out);
  const result = await WatchedProject.open(path, context, out);
  if ('problem' in result) return refuse(context, result.problem);
  const { watched } = result;
  const { state } = watched;
  if ('opened' in state) {
    const chosen = chooseDeployments(state.opened.project, options);
    // A word of the command line that is wrong stays so, whatever happens to the files.
    if ('problem' in chosen && chosen.problem.exitCode === EXIT.usage) {
      watched.close();
      return refuse(context, chosen.problem);
    }
  }
  return watchRounds(
    [watched],
    {
      format: options.format,
      round: async (terminal) => {
        if ('problem' in watched.state) {
          refuse({ terminal }, watched.state.problem);
          return;
        }
        const { copied } = await generateOpened(watched.state.opened, options, { ...context, terminal });
        if (copied) watched.follow(copied);
      },
    },
    context,
  );
}
