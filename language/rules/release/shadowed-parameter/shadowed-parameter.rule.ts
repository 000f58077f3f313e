import { isDeclaration } from '../../../generated/ast.ts';
import { whereIs } from '../../../scoping/place.ts';
import type { Symbol } from '../../../scoping/symbol.ts';
import { template } from '../../../vocabulary/areas/language.ts';
import { pipeline } from '../../../vocabulary/areas/pipelines.ts';
import { training } from '../../../vocabulary/areas/training.ts';
import type { Block } from '../../../model/lowering/block.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';
import { ownLayer } from '../../written.ts';

const VALUES: ReadonlySet<string> = new Set(['param', 'let']);

/** The nearer of two values wins, and environments set the other. */
export const rule: Rule = {
  code: 'TN1917',
  name: 'shadowed-parameter',
  summary: 'A parameter hides another of the same name.',
  severity: 'warning',
  reach: 'neighbours',
  set: 'strict',
  checks: [training, pipeline, template].map((word) =>
    onBlock(word, (block, _model, report) => {
      const { node } = ownLayer(block);
      if (!isDeclaration(node)) return;
      const inner = [...block.symbol.members.values()].filter(
        ({ kind }) => VALUES.has(kind) || kind === 'parameter',
      );
      for (const symbol of inner) checkName(block, symbol, report);
    }),
  ),
};

function checkName(block: Block, inner: Symbol, report: SystemReport): void {
  const { reader } = ownLayer(block);
  const outer = reader.names.lookupOutside(inner.name, ['param', 'let']);
  if (!outer || !VALUES.has(outer.kind)) return;
  const origin = { ...block.originOf(inner.node, ownLayer(block)), range: whereIs(inner.node, 'name') };
  report({
    message: `${inner.name} of ${block.symbol.name} hides the ${outer.kind} ${inner.name} of ${outer.file.package === inner.file.package ? 'the package' : outer.file.package}.`,
    origin,
    help: 'Give one of them another name, or take out this one to use that of the package.',
    related: [
      {
        origin: { ...origin, file: outer.file.path, range: whereIs(outer.node, 'name') },
        message: 'This one is hidden.',
      },
    ],
  });
}
