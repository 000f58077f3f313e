import type { Diagram, DiagramNode } from './diagram.ts';

/** Shapes of Graphviz for kinds; everything else is a box. */
const SHAPES: Readonly<Record<string, string>> = {
  source: 'cylinder',
  sink: 'cylinder',
  dataset: 'cylinder',
  features: 'parallelogram',
  bundle: 'parallelogram',
  model: 'hexagon',
  pipeline: 'cds',
  service: 'component',
};

/** A graph that Graphviz draws: `dot -Tsvg`. */
export function dotText({ groups, edges }: Diagram): string {
  const lines = ['digraph model {', '  rankdir=LR;', '  node [shape=box];'];
  for (const { area, nodes } of groups) {
    lines.push(`  subgraph cluster_${area} {`, `    label=${quoted(capital(area))};`);
    for (const node of nodes) lines.push(`    ${node.id} [${attributes(node)}];`);
    lines.push('  }');
  }
  for (const { from, to } of edges) lines.push(`  ${from} -> ${to};`);
  return `${[...lines, '}'].join('\n')}\n`;
}

function attributes({ kind, name }: DiagramNode): string {
  const shape = SHAPES[kind];
  // The line break is written as an escape, which a name must not be read for.
  const label = `label=${quoted(name).slice(0, -1)}\\n${kind}"`;
  return shape === undefined ? label : `${label}, shape=${shape}`;
}

const quoted = (text: string): string =>
  `"${text.replaceAll(/\s/gu, ' ').replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
