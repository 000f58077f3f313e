import { readFileSync } from 'node:fs';
import type { Change } from '../../targets/kit/ownership.ts';
import type { CommandProblem } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Choices } from './settle-conflicts.ts';

/** What a person said of one file when they looked at what would be written. */
export interface ReviewedFile {
  /** SHA-256 of the text that they saw; null for a file that would be removed. */
  readonly sha256: string | null;
  /** For a file that was edited by hand: what they made of both, or that the generated text replaces theirs. */
  readonly merged?: string;
}

/** Files that were accepted, by path in the output folder. Every other file stays as it is. */
export type ReviewedFiles = ReadonlyMap<string, ReviewedFile>;

/** Reads the answer of a review: `{ "accepted": { "terraform/main.tf": { "sha256": "…" } } }`. */
export function readReview(
  path: string,
): { readonly reviewed: ReviewedFiles } | { readonly problem: CommandProblem } {
  const refused = (message: string): { readonly problem: CommandProblem } => ({
    problem: { exitCode: EXIT.unreadable, message, help: 'Look at what would be written again.' },
  });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return refused(`The review ${path} can't be read.`);
  }
  try {
    const { accepted } = JSON.parse(text) as { accepted: Readonly<Record<string, ReviewedFile>> };
    const files = Object.entries(accepted);
    const isRight = files.every(
      ([, { sha256, merged }]) =>
        (sha256 === null || typeof sha256 === 'string') &&
        (merged === undefined || typeof merged === 'string'),
    );
    return isRight ? { reviewed: new Map(files) } : refused(`The review ${path} is damaged.`);
  } catch {
    return refused(`The review ${path} is damaged.`);
  }
}

interface Reviewed {
  /** The plan without the changes that nobody accepted. */
  readonly plan: readonly Change[];
  readonly choices: Choices;
  /** Paths that stay as they are although the model says something else. */
  readonly kept: ReadonlySet<string>;
}

/** Limits a plan to what was accepted; refuses when something else would be written than what was seen. */
export function limitToReview(
  plan: readonly Change[],
  reviewed: ReviewedFiles,
): Reviewed | { readonly problem: CommandProblem } {
  const choices = new Map<string, 'merge' | 'replace'>();
  const kept = new Set<string>();
  const unseen: string[] = [];
  const limited = plan.flatMap((change): readonly Change[] => {
    if (!TOUCHES.has(change.change)) return [change];
    const answer = reviewed.get(change.path);
    if (!answer) {
      kept.add(change.path);
      return [];
    }
    const sha256 = 'content' in change ? change.content.sha256 : null;
    if (sha256 !== answer.sha256) unseen.push(change.path);
    if (change.change !== 'conflict') return [change];
    const { merged: text } = answer;
    choices.set(change.path, text === undefined ? 'replace' : 'merge');
    return text === undefined
      ? [change]
      : [{ ...change, choices: ['merge'], merged: { text, conflicts: 0 } }];
  });
  const paths = new Set(plan.filter(({ change }) => TOUCHES.has(change)).map(({ path }) => path));
  unseen.push(...[...reviewed.keys()].filter((path) => !paths.has(path)));
  if (unseen.length > 0) return { problem: changedSince(unseen) };
  return { plan: limited, choices, kept };
}

/** Changes that would write or remove a file, or can't. */
const TOUCHES: ReadonlySet<Change['change']> = new Set(['create', 'update', 'remove', 'conflict', 'blocked']);

const changedSince = (paths: readonly string[]): CommandProblem => ({
  exitCode: EXIT.findings,
  message: `Nothing was written, because the model or files changed after the review: ${paths.join(', ')}.`,
  help: 'Look at what would be written again.',
});
