import type { CliContext, CommandProblem } from '../command.ts';
import { refuse } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { displayPath } from '../project-location.ts';
import { plural } from '../report/human.ts';
import type { Terminal } from '../terminal.ts';
import { changesText, shownChange, type FileChange } from './file-change.ts';
import type { WatchedProject } from './watched-project.ts';

export interface WatchOptions {
  readonly format: 'human' | 'json';
  /** Does the command's work and speaks through this terminal, which asks nothing. */
  readonly round: (terminal: Terminal) => Promise<void>;
}

type Heard =
  | { readonly project: WatchedProject; readonly changes: readonly FileChange[] }
  | { readonly project: WatchedProject; readonly ended: 'gone' | 'limit' };

/**
 * Does the work once, and again whenever files of the projects change, until Ctrl+C or until there is no project any
 * more. A round never begins before the one before it is over; what changes meanwhile counts for the next one.
 */
export async function watchRounds(
  projects: readonly WatchedProject[],
  { format, round }: WatchOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { terminal, signal, cwd } = context;
  const listen = async (project: WatchedProject): Promise<Heard> => {
    const heard = await project.next();
    return 'ended' in heard ? { project, ended: heard.ended } : { project, changes: heard };
  };
  const work = async (changes: readonly FileChange[]): Promise<void> => {
    await round({ ...terminal, interactive: false, ...(format === 'json' ? { out: lines(terminal, changes) } : {}) }); // prettier-ignore
  };
  try {
    await work([]);
    terminal.error(`${watching(projects)}\n`);
    const listening = new Map(projects.map((project) => [project, listen(project)]));
    while (listening.size > 0) {
      const heard = await Promise.race(listening.values());
      const { project } = heard;
      if ('ended' in heard) {
        listening.delete(project);
        const exitCode = refuse(context, endOf(project, heard.ended, cwd));
        if (heard.ended === 'limit' || listening.size === 0) return exitCode;
        continue;
      }
      const changes = heard.changes.map((change) => shownChange(change, project.location.folder, cwd));
      if (format === 'human') terminal.out(head(changes, terminal));
      await work(changes);
      if (terminal.screen && format === 'human') terminal.error(`${watching(projects)}\n`);
      listening.set(project, listen(project));
    }
    return EXIT.ok;
  } catch (error) {
    if (signal.aborted) return EXIT.cancelled;
    throw error;
  } finally {
    for (const project of projects) project.close();
  }
}

/** What a command prints for programs, each round in one line that begins with what has changed. */
const lines =
  (terminal: Terminal, changed: readonly FileChange[]): Terminal['out'] =>
  (text) =>
    terminal.out(`${JSON.stringify({ changed, ...(JSON.parse(text) as object) })}\n`);

/** On a screen only the last round is left; elsewhere each is written below the one before. */
function head(changes: readonly FileChange[], { colors, screen }: Terminal): string {
  const time = colors.dim(`[${new Date().toTimeString().slice(0, 8)}]`);
  return `${screen ? '\x1b[2J\x1b[H' : '\n'}${time} ${changesText(changes)}\n`;
}

function watching(projects: readonly WatchedProject[]): string {
  const what = projects.length === 1 ? '' : ` in ${plural(projects.length, 'project')}`;
  return `Waiting for changes${what}; Ctrl+C ends.`;
}

function endOf({ location }: WatchedProject, ended: 'gone' | 'limit', cwd: string): CommandProblem {
  // Of the working directory itself a dot would say nothing.
  const place = location.folder === cwd ? cwd : displayPath(location.folder, cwd);
  return ended === 'gone'
    ? {
        exitCode: EXIT.unreadable,
        message: `The folder ${place} is gone, so there is nothing left to watch.`,
      }
    : {
        exitCode: EXIT.unreadable,
        message: `The folder ${place} can't be watched: the system watches no more folders for one user.`,
        help: 'Raise fs.inotify.max_user_watches, or leave folders out by `exclude` in tenon.json.',
      };
}
