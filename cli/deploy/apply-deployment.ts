import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { deployFolder, findPrograms, runDeployment, type RunEvents } from '../../deploy/index.ts';
import { refuse, type CliContext } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { displayPath } from '../project-location.ts';
import { reasonOf } from '../../files/index.ts';
import { isFileError } from '../output/output-problem.ts';
import { ask } from './ask.ts';
import { explainRefusal } from './explain-refusal.ts';
import { outliveTerminal } from './outlive-terminal.ts';
import { humanPlan } from './plan-report.ts';
import { prepareDeployment, type DeployOptions } from './prepare-deployment.ts';
import { humanResult, humanSelection, jsonResult, stepEnd, stepHead, type RunPlace } from './run-report.ts';

export interface ApplyOptions extends DeployOptions {
  readonly step?: number;
  readonly restart?: boolean;
  readonly yes?: boolean;
}

/** Shows the plan, asks, and launches. With JSON everything but the result goes to standard error. */
export async function applyDeployment(
  argument: string | undefined,
  options: ApplyOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { terminal, signal, cwd } = context;
  const isJson = options.format === 'json';
  const [say, colors] = isJson ? [terminal.error, terminal.errorColors] : [terminal.out, terminal.colors];
  const prepared = await prepareDeployment(argument, options, context);
  if ('problem' in prepared) return refuse(context, prepared.problem);
  if ('exitCode' in prepared) return prepared.exitCode;
  const { plan, opened } = prepared;
  const { folder } = opened.location;
  const programs = await findPrograms(plan, { project: folder, environment: process.env, signal });
  say(`${humanPlan({ plan, programs, folder, cwd }, colors)}\n`);
  if (!options.yes && !terminal.interactive) {
    const message = 'Nothing was run: there is nobody who could be asked.';
    return refuse(context, {
      exitCode: EXIT.usage,
      message,
      help: 'Look at the plan above, and add --yes to run it.',
    });
  }

  const place = { folder, cwd };
  const events = {
    ...outputEvents(say, colors),
    ...(options.yes ? {} : questions(say, colors, place, signal)),
  };
  const what = {
    plan,
    project: folder,
    programs,
    environment: process.env,
    events,
    restart: options.restart === true,
    ...(options.step === undefined ? {} : { only: options.step }),
  };
  try {
    const outcome = await outliveTerminal(process, signal, (either) =>
      runDeployment({ ...what, signal: either }),
    );
    if ('refused' in outcome) return refuse(context, explainRefusal(outcome.refused, cwd));
    if ('declined' in outcome) {
      terminal.error('Nothing was run.\n');
      return EXIT.cancelled;
    }
    if ('upToDate' in outcome) {
      if (isJson)
        terminal.out(
          `${JSON.stringify({ version: 1, command: 'deploy apply', outcome: 'done', steps: [] }, null, 2)}\n`,
        );
      else
        say(
          'Nothing to do: every step was done earlier, and nothing has changed since. --restart runs them again.\n',
        );
      return EXIT.ok;
    }
    if (isJson) terminal.out(`${JSON.stringify(jsonResult(outcome, place), null, 2)}\n`);
    else say(humanResult(outcome, place, colors));
    return { done: EXIT.ok, failed: EXIT.toolFailed, cancelled: EXIT.cancelled }[outcome.outcome];
  } catch (error) {
    if (!isFileError(error)) throw error;
    const message = `The deployment stopped, because what it did can't be recorded in .tenon/deploy: ${reasonOf(error)}.`;
    return refuse(context, {
      exitCode: EXIT.unreadable,
      message,
      help: 'Make room there and run the same command again.',
    });
  }
}

type Say = (text: string) => void;
type Colors = CliContext['terminal']['colors'];

function outputEvents(say: Say, colors: Colors): RunEvents {
  // A letter may be cut in two by the end of a chunk.
  const decoder = new StringDecoder('utf8');
  return {
    onStep: (step) => say(stepHead(step, colors)),
    onOutput: (chunk) => say(decoder.write(chunk)),
    onStepEnd: (result) => say(decoder.end() + stepEnd(result, colors)),
  };
}

const questions = (say: Say, colors: Colors, place: RunPlace, signal: AbortSignal): RunEvents => ({
  confirmRun(selection) {
    say(humanSelection(selection, colors));
    return ask('Run it?', signal);
  },
  confirm(question, earlier) {
    for (const log of earlier)
      say(
        `${colors.cyan('made earlier')}: ${displayPath(join(deployFolder(place.folder), log), place.cwd)}\n`,
      );
    return ask(question, signal);
  },
});
