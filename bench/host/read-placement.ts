import type { OperatorTime, PlacementMessage } from './messages.ts';

/** The parts of an event of ONNX Runtime's profile (Chrome's trace format) that are read; times in microseconds. */
interface ProfileEvent {
  readonly cat?: string;
  readonly name?: string;
  readonly ts?: number;
  readonly dur?: number;
  readonly args?: { readonly op_name?: string; readonly provider?: string };
}

type Placement = Omit<PlacementMessage, 'type'>;

/**
 * Which provider ran which nodes, from the text of a profile. The first run counts for the nodes but not for the times:
 * it compiles and allocates. On a device a node's time is that of handing it over. Throws when the text is no profile.
 */
export function readPlacement(profile: string): Placement {
  const events = JSON.parse(profile) as readonly ProfileEvent[];
  const runs = events.filter(({ name }) => name === 'model_run').map(({ ts = 0 }) => ts);
  const starts = runs.sort((a, b) => a - b);
  // With a single run there is nothing to leave out.
  const from = starts[1] ?? -Infinity;
  const counted = Math.max(1, starts.length - 1);
  const nodes = new Map<string, { provider: string; names: Set<string>; seconds: number }>();
  const operators = new Map<
    string,
    { operator: string; provider: string; names: Set<string>; seconds: number }
  >();
  for (const { cat, name, ts = 0, dur = 0, args } of events) {
    if (cat !== 'Node' || name === undefined || args?.provider === undefined) continue;
    const { provider, op_name: operator = 'unknown' } = args;
    const seconds = ts >= from ? dur / 1e6 / counted : 0;
    const node = entry(nodes, provider, () => ({ provider, names: new Set<string>(), seconds: 0 }));
    const key = JSON.stringify([operator, provider]);
    const kind = entry(operators, key, () => ({ operator, provider, names: new Set<string>(), seconds: 0 }));
    for (const each of [node, kind]) {
      each.names.add(name);
      each.seconds += seconds;
    }
  }
  return {
    nodes: [...nodes.values()]
      .map(({ provider, names, seconds }) => ({ provider, nodes: names.size, seconds }))
      .sort((a, b) => b.nodes - a.nodes || compare(a.provider, b.provider)),
    operators: [...operators.values()]
      .map(({ names, ...rest }): OperatorTime => ({ ...rest, count: names.size }))
      .sort((a, b) => b.seconds - a.seconds || compare(a.operator, b.operator)),
  };
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
