import { AstUtils } from 'langium';
import { isAction, isHandler, isNameRef, type Action } from '../../../generated/ast.ts';
import type { Analysis } from '../../../scoping/analysis.ts';
import type { Symbol } from '../../../scoping/symbol.ts';
import { pipeline } from '../../../vocabulary/areas/pipelines.ts';
import { findCycle } from '../../cycle.ts';
import { removeStatement } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fileOf, ownLayer } from '../../written.ts';

/** Pipelines that start each other at their ends never end. */
export const rule: Rule = {
  code: 'TN2105',
  name: 'start-cycle',
  summary: 'A pipeline starts itself again, also through others.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(pipeline, (block, model, report) => {
      const known = new Map<string, Symbol>([[block.symbol.qualifiedName, block.symbol]]);
      const next = (name: string): string[] =>
        startsOf(known.get(name)!, model.analysis).map(({ started }) => {
          known.set(started.qualifiedName, started);
          return started.qualifiedName;
        });
      const cycle = findCycle([block.symbol.qualifiedName], next).find(
        ([first]) => first === block.symbol.qualifiedName,
      );
      if (!cycle) return;
      const own = startsOf(block.symbol, model.analysis).find(
        ({ started }) => started.qualifiedName === (cycle[1] ?? cycle[0]),
      )!;
      const layer = ownLayer(block);
      const handler = AstUtils.getContainerOfType(own.action, isHandler)!;
      const isAlone = handler.action === own.action && !own.action.next;
      report({
        message: `Pipelines start each other for ever: ${[...cycle, cycle[0]!].map((name) => known.get(name)!.name).join(' → ')}.`,
        origin: block.originOf(own.action, layer, 'start'),
        help: 'Let a schedule or a condition start one of them.',
        data: {
          replacements: isAlone
            ? [
                {
                  title: `Remove on ${handler.event} start ${own.started.name}`,
                  edits: [removeStatement(fileOf(block), handler)],
                },
              ]
            : own.action.$container.$type === 'Body'
              ? [
                  {
                    title: `Remove start ${own.started.name}`,
                    edits: [removeStatement(fileOf(block), own.action)],
                  },
                ]
              : [],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};

/** What a pipeline starts when something happens to it. */
function startsOf(
  symbol: Symbol,
  analysis: Analysis,
): { readonly action: Action; readonly started: Symbol }[] {
  const names = analysis.scopeOf(symbol);
  return [...AstUtils.streamAst(symbol.node)].flatMap((action) => {
    if (!isAction(action) || action.verb !== 'start' || !isNameRef(action.object)) return [];
    if (!AstUtils.getContainerOfType(action, isHandler)) return [];
    const started = names.lookup(action.object.name, ['pipeline']);
    return started?.kind === 'pipeline' ? [{ action, started }] : [];
  });
}
