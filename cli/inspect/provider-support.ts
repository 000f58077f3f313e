import { allNodes, type Graph } from '../../files/onnx/index.ts';
import providers from './provider-operators.json' with { type: 'json' };

/** What a provider is known to have, by the names of operators alone. */
export interface ProviderSupport {
  /** By ONNX Runtime's name in Node: `cpu`, `cuda`, `dml`, `coreml`, `webgpu`. */
  readonly provider: string;
  /** Nodes whose operator is in the provider's list. */
  readonly supported: number;
  readonly nodes: number;
  /** Operators that are not in it, most frequent first; another provider runs these, in the end the CPU. */
  readonly missing: readonly { readonly operator: string; readonly nodes: number }[];
  /** Where the list comes from. */
  readonly source: string;
  /** Day on which the list was taken from there, ISO 8601. */
  readonly taken: string;
}

const LISTS = Object.entries(providers).map(([provider, { source, taken, domains }]) => ({
  provider,
  source,
  taken,
  operators: new Set(
    Object.entries(domains).flatMap(([domain, names]) => names.split(' ').map((name) => `${domain}.${name}`)),
  ),
}));

/**
 * Holds the operators of a graph against the lists of the providers. A list says nothing of types, attributes and
 * shapes, which a provider may refuse all the same: only a run proves where a node runs.
 */
export function providerSupport(graph: Graph): readonly ProviderSupport[] {
  const counts = new Map<string, number>();
  for (const [{ operator, domain }] of allNodes(graph)) {
    const name = `${domain}.${operator}`;
    // Constants are folded, and the file's own functions are replaced by their nodes.
    if (name === 'ai.onnx.Constant' || graph.functions.has(name)) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const nodes = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return LISTS.map(({ provider, source, taken, operators }) => {
    const missing = [...counts]
      .filter(([name]) => !operators.has(name))
      .map(([name, count]) => ({ operator: shortName(name), nodes: count }))
      .sort((a, b) => b.nodes - a.nodes || (a.operator < b.operator ? -1 : 1));
    const supported = nodes - missing.reduce((sum, each) => sum + each.nodes, 0);
    return { provider, supported, nodes, missing, source, taken };
  });
}

/** Operators of the default domain go without it. */
export const shortName = (name: string): string => name.replace(/^ai\.onnx\.(?!ml\.)/, '');
