/** The part of a step that decides its place. */
interface Ordered {
  readonly id: string;
  readonly dependsOn: readonly string[];
}

/**
 * Brings steps into an order in which each comes after everything that it depends on. Steps that are free
 * to move stay in the order in which they were given, so the result never depends on anything else.
 * Throws for a cycle and for a step that is not there: launchers are to blame for both.
 */
export function orderSteps<S extends Ordered>(steps: readonly S[]): readonly S[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  if (byId.size < steps.length) throw new Error('Two steps of a deployment have the same id.');
  const done = new Set<string>();
  const ordered: S[] = [];
  const place = (step: S, above: readonly string[]): void => {
    if (done.has(step.id)) return;
    if (above.includes(step.id))
      throw new Error(`Steps depend on each other: ${[...above, step.id].join(' → ')}.`);
    for (const id of step.dependsOn) {
      const other = byId.get(id);
      if (!other) throw new Error(`Step ${step.id} depends on ${id}, which is not there.`);
      place(other, [...above, step.id]);
    }
    done.add(step.id);
    ordered.push(step);
  };
  for (const step of steps) place(step, []);
  return ordered;
}
