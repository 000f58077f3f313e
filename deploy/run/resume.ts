import type { JournalRecord } from '../journal/record.ts';
import type { NumberedStep } from '../plan/deploy-plan.ts';

/**
 * Which steps need not run again: the journal says that they succeeded with the same inputs, after
 * everything that they depend on, and nobody has used up their result since. Pure.
 *
 * `records` are those of this deployment, oldest first; `inputs` the hash of each step as it is now.
 */
export function doneSteps(
  steps: readonly NumberedStep[],
  records: readonly JournalRecord[],
  inputs: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const done = new Set<string>();
  // Steps stand after those that they depend on.
  for (const step of steps) {
    const finished = finishOf(step.id, records);
    if (finished === undefined || finished.inputs !== inputs.get(step.id)) continue;
    const inOrder = step.dependsOn.every((id) => done.has(id) && finishOf(id, records)!.at < finished.at);
    if (inOrder) done.add(step.id);
  }
  let changed = true;
  while (changed) changed = takeBackUsedUp(steps, records, done);
  return done;
}

/** A plan that an unsuccessful apply has begun to carry out is worth nothing any more, nor is what depends on it. */
function takeBackUsedUp(
  steps: readonly NumberedStep[],
  records: readonly JournalRecord[],
  done: Set<string>,
): boolean {
  for (const step of steps) {
    if (done.has(step.id)) {
      if (step.dependsOn.every((id) => done.has(id))) continue;
      return done.delete(step.id);
    }
    const started = records.findLastIndex(
      (record) => record.record === 'step-started' && record.step === step.id,
    );
    const used = step.usesUp.find((id) => done.has(id) && finishOf(id, records)!.at < started);
    if (used !== undefined) return done.delete(used);
  }
  return false;
}

/** Place in the journal and inputs of the last success; undefined when the step was started again after it. */
function finishOf(
  id: string,
  records: readonly JournalRecord[],
): { readonly at: number; readonly inputs: string } | undefined {
  const at = records.findLastIndex((record) => 'step' in record && record.step === id);
  const record = records[at];
  return record?.record === 'step-finished' ? { at, inputs: record.inputs } : undefined;
}
