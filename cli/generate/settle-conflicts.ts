import { createInterface } from 'node:readline/promises';
import type { Choice } from '../../targets/kit/ownership.ts';
import type { Terminal } from '../terminal.ts';
import type { Conflict } from './decide-output.ts';

export type OnEdit = 'ask' | Choice;

export type Choices = ReadonlyMap<string, Choice>;

/** What becomes of each hand-edited file; one without a choice must not be touched. */
export async function settleConflicts(
  conflicts: readonly Conflict[],
  onEdit: OnEdit,
  { terminal, signal }: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<Choices> {
  if (onEdit === 'ask') return terminal.interactive ? ask(conflicts, terminal, signal) : new Map();
  return new Map(
    conflicts.filter(({ choices }) => choices.includes(onEdit)).map(({ path }) => [path, onEdit]),
  );
}

async function ask(
  conflicts: readonly Conflict[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Choices> {
  const choices = new Map<string, Choice>();
  if (conflicts.length === 0) return choices;
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new AbortController();
  // Ctrl+D closes the input, which answers no question; Ctrl+C would only close it too, but is meant for all of Tenon.
  questions.once('close', () => closed.abort()).on('SIGINT', () => process.emit('SIGINT'));
  const options = { signal: AbortSignal.any([signal, closed.signal]) };
  try {
    for (const conflict of conflicts) {
      terminal.error(`${explainConflict(conflict)}\n`);
      let choice: Choice | undefined;
      while (choice === undefined) {
        const answer = (await questions.question(`  ${prompt(conflict)} `, options)).trim().toLowerCase();
        if (answer === 'q') return new Map();
        choice = conflict.choices.find((each) => answer !== '' && each.startsWith(answer));
      }
      choices.set(conflict.path, choice);
    }
    return choices;
  } catch (error) {
    if (signal.aborted || !closed.signal.aborted) throw error;
    terminal.error('\n');
    return new Map();
  } finally {
    questions.close();
  }
}

const prompt = ({ choices }: Conflict): string =>
  `${choices.map((choice) => `[${choice[0]}]${choice.slice(1)}`).join(', ')} or [q]uit?`;

export function explainConflict({ path, why, merged }: Conflict): string {
  if (why === 'foreign') return `${path} is there already and was not written by Tenon.`;
  const conflicts = merged?.conflicts ?? 0;
  const merging =
    merged === undefined
      ? 'they cannot be merged'
      : conflicts === 0
        ? 'they merge cleanly'
        : `merging leaves ${conflicts} marked conflict${conflicts === 1 ? '' : 's'}`;
  return `${path} was edited by hand and the model changed it too; ${merging}.`;
}
