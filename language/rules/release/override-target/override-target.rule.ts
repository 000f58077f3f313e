import type { Declaration, Statement } from '../../../generated/ast.ts';
import { isDeclaration } from '../../../generated/ast.ts';
import type { Block, BlockLayer } from '../../../model/lowering/block.ts';
import { overridden } from '../../../model/lowering/environment.ts';
import { article } from '../../../scoping/value.ts';
import { whereIs } from '../../../scoping/place.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import type { Symbol } from '../../../scoping/symbol.ts';
import { environment } from '../../../vocabulary/areas/release.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';

/** Parts of a cloud: an environment changes those that there are. */
const PARTS: ReadonlySet<string> = new Set([
  'cluster', 'pool', 'machine', 'bucket', 'network', 'subnet', 'database', 'registry',
]); // prettier-ignore

/** What an environment says of something that is not there is lost: the element keeps the values of development. */
export const rule: Rule = {
  code: 'TN1915',
  name: 'override-target',
  summary: 'An environment changes something that is not there.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(environment, (block, model, report) => {
      for (const { node, in: layer } of block.statements()) {
        if (!isDeclaration(node) || !node.name) continue;
        const target = overridden(model.analysis, block.symbol, node);
        if (target) checkParts(block, node, target, layer, report);
        else {
          const { names } = layer.reader;
          const others = [...names.visible()].filter((symbol) => symbol.kind === node.noun && !symbol.parent);
          tell(block, node, [...new Set(others.map(({ name }) => name))], layer, report);
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

function checkParts(
  block: Block,
  override: Declaration,
  target: Symbol,
  layer: BlockLayer,
  report: SystemReport,
): void {
  for (const node of override.body?.statements ?? ([] as Statement[])) {
    if (!isDeclaration(node) || !node.name || !PARTS.has(node.noun)) continue;
    const { names } = layer.reader;
    const part = names.member(target, node.name);
    if (part) {
      if (part.kind === node.noun) checkParts(block, node, part, layer, report);
      continue;
    }
    const members = [...target.members.values(), ...(names.templateOf(target)?.members.values() ?? [])];
    const siblings = members.filter(({ kind }) => kind === node.noun).map(({ name }) => name);
    tell(block, node, siblings, layer, report, target.name);
  }
}

function tell(
  block: Block,
  node: Declaration,
  others: readonly string[],
  layer: BlockLayer,
  report: SystemReport,
  inside?: string,
): void {
  const name = node.name!;
  const alike = others.filter((other) => name.startsWith(other) || other.startsWith(name));
  const meant =
    suggest(name, others) ?? (alike.length === 1 ? alike[0] : others.length === 1 ? others[0] : undefined);
  const file = layer.reader.names.file.path;
  const range = whereIs(node, 'name');
  report({
    message: `${block.symbol.name} changes ${node.noun} ${name}, and ${inside ?? 'the project'} has no ${node.noun} called that.`,
    origin: { ...block.originOf(node, layer), range },
    severity: inside === undefined ? 'error' : 'warning',
    help:
      others.length > 0
        ? `There is ${others.slice(0, 5).join(', ')}.`
        : inside === undefined
          ? `Declare ${article(node.noun)} ${name} outside of environments, or import it.`
          : `Declare it in ${inside}, outside of environments.`,
    data: {
      replacements:
        meant === undefined
          ? []
          : [{ title: `Change to ${meant}`, edits: [{ file, range, newText: meant }], preferred: true }],
    },
  });
}
