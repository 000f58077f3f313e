import { RootCstNodeImpl, type CstNode } from 'langium';

/** The fields of Langium's nodes that hold places, and what its composite nodes remember of them. */
interface PlacedLeaf {
  _offset: number;
  _startLine: number;
  _endLine: number;
}

interface PlacedComposite {
  content: CstNode[];
  _rangeCache: unknown;
}

/** Moves nodes by whole lines, together with all that is inside: columns stay. */
export function moveSyntax(nodes: readonly CstNode[], offset: number, lines: number): void {
  if (offset === 0 && lines === 0) return;
  const open: CstNode[] = [...nodes];
  for (let node = open.pop(); node; node = open.pop()) {
    if ('content' in node) {
      const composite = node as unknown as PlacedComposite;
      composite._rangeCache = undefined;
      for (const child of composite.content) open.push(child);
    } else {
      const leaf = node as unknown as PlacedLeaf;
      leaf._offset += offset;
      leaf._startLine += lines;
      leaf._endLine += lines;
    }
  }
}

/** A new root around nodes. What is not among them stays with the old root and its text. */
export function rootOf(old: CstNode, content: CstNode[], text: string): CstNode {
  const root = new RootCstNodeImpl(text);
  root.grammarSource = old.grammarSource;
  root.content = content;
  for (const node of content) (node as { container: unknown }).container = root;
  return root as CstNode;
}
