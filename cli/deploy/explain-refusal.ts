import { shownCommand, type RunRefusal } from '../../deploy/index.ts';
import type { CommandProblem } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { displayPath } from '../project-location.ts';
import { plural } from '../report/human.ts';

/** Why nothing was run, and what to do about it. */
export function explainRefusal(refusal: RunRefusal, cwd: string): CommandProblem {
  switch (refusal.refusal) {
    case 'stale': {
      const { files, command } = refusal.stale;
      return {
        exitCode: EXIT.findings,
        message: `Nothing was run: ${plural(files.length, 'generated file')} ${files.length === 1 ? 'is' : 'are'} not as the model says.`,
        help: `Generate first: ${shownCommand(command)}. Where you edited files that the model changes too, merge or replace them.`,
      };
    }
    case 'locked': {
      const { heldBy, path } = refusal;
      const lock = displayPath(path, cwd);
      if (heldBy === 'unknown') {
        return {
          exitCode: EXIT.toolFailed,
          message: 'Nothing was run: something of this project is being launched already.',
          help: `Wait for it; if nothing is, remove ${lock}.`,
        };
      }
      const child = heldBy.child === undefined ? '' : `, whose step runs as process ${heldBy.child}`;
      return {
        exitCode: EXIT.toolFailed,
        message: `Nothing was run: ${heldBy.deployment} is being launched by process ${heldBy.pid} on ${heldBy.host}${child}.`,
        help: `Wait until it ends, or end it. If it is something else by now, remove ${lock}.`,
      };
    }
    case 'no such step':
      return {
        exitCode: EXIT.usage,
        message: `There is no step ${refusal.number}.`,
        help: `The plan has ${plural(refusal.steps, 'step')}; \`tenon deploy plan\` shows them.`,
      };
    case 'too early': {
      const [first] = refusal.before;
      const numbers = refusal.before.map(({ number }) => number).join(', ');
      return {
        exitCode: EXIT.usage,
        message: `Step ${refusal.step.number} can't run yet: step ${numbers} has to succeed before, with the files as they are now.`,
        help: `Run --step ${first!.number} first, or all steps without --step.`,
      };
    }
    case 'program missing': {
      const { step, reason, help } = refusal;
      return {
        exitCode: EXIT.toolFailed,
        message: `Nothing was run: step ${step.number} needs ${step.command.program}, but ${reason}.`,
        help,
      };
    }
  }
}
