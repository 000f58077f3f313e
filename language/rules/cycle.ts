/**
 * Circles in a graph of names, each once, in the order in which it is walked and beginning with its
 * smallest name. Depth-first with an explicit stack, so that a long chain never overflows the call stack.
 */
export function findCycle(names: Iterable<string>, next: (name: string) => readonly string[]): string[][] {
  const done = new Set<string>();
  const cycles: string[][] = [];
  for (const start of [...names].sort()) {
    if (done.has(start)) continue;
    const path: { name: string; rest: string[] }[] = [{ name: start, rest: [...next(start)] }];
    while (path.length > 0) {
      const top = path.at(-1)!;
      const name = top.rest.shift();
      if (name === undefined) {
        done.add(top.name);
        path.pop();
        continue;
      }
      const at = path.findIndex((each) => each.name === name);
      if (at >= 0) cycles.push(fromSmallest(path.slice(at).map((each) => each.name)));
      else if (!done.has(name)) path.push({ name, rest: [...next(name)] });
    }
  }
  return cycles;
}

function fromSmallest(cycle: readonly string[]): string[] {
  const smallest = cycle.indexOf([...cycle].sort()[0]!);
  return [...cycle.slice(smallest), ...cycle.slice(0, smallest)];
}
