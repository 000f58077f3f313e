import type { Diagram, DiagramNode } from './diagram.ts';

/** Brackets that draw the shape of a kind; everything else is a box. */
const SHAPES: Readonly<Record<string, readonly [open: string, close: string]>> = {
  source: ['[(', ')]'],
  sink: ['[(', ')]'],
  dataset: ['[(', ')]'],
  features: ['[/', '/]'],
  bundle: ['[/', '/]'],
  model: ['{{', '}}'],
  pipeline: ['[[', ']]'],
  service: ['([', '])'],
};

/** A flowchart that Mermaid draws, as in a README on GitHub or GitLab. */
export function mermaidText({ groups, edges }: Diagram): string {
  const lines = ['flowchart LR'];
  for (const { area, nodes } of groups) {
    lines.push(`  subgraph area_${area}["${capital(area)}"]`);
    for (const node of nodes) lines.push(`    ${node.id}${box(node)}`);
    lines.push('  end');
  }
  for (const { from, to } of edges) lines.push(`  ${from} --> ${to}`);
  return `${lines.join('\n')}\n`;
}

function box({ kind, name }: DiagramNode): string {
  const [open, close] = SHAPES[kind] ?? ['[', ']'];
  return `${open}"${escaped(name)}<br/>${kind}"${close}`;
}

/** Mermaid reads HTML, Markdown and its own entities in a label. */
const escaped = (text: string): string =>
  text.replaceAll(/[^\p{L}\p{N}_ ]/gu, (sign) => `#${sign.codePointAt(0)!};`);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
