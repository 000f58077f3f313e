import { AstUtils } from 'langium';
import { isEntry, isMember, isNameRef, type Expression, type NameRef } from '../../../generated/ast.ts';
import type { Block } from '../../../model/lowering/block.ts';
import { textOf } from '../../../parser/index.ts';
import { whereIs } from '../../../scoping/place.ts';
import type { Symbol } from '../../../scoping/symbol.ts';
import { monitoring } from '../../../vocabulary/areas/operations.ts';
import { pipeline } from '../../../vocabulary/areas/pipelines.ts';
import { service } from '../../../vocabulary/areas/serving.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';
import { fileOf } from '../../written.ts';
import { ownMonitors } from '../monitor-words.ts';
import { reachedFrom } from '../reached.ts';

/** Such a monitor is always quiet, and looks like a healthy model. */
export const rule: Rule = {
  code: 'TN2102',
  name: 'monitor-unserved',
  summary: 'A view or model is watched that nothing here answers with.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    ...[service, pipeline].map((word) =>
      onBlock(word, (block, model, report) => checkMonitors(block, block.symbol, model, report)),
    ),
    onBlock(monitoring, (block, model, report) => {
      const of = block.clause('of')?.value.symbol;
      if (of?.kind === 'service' || of?.kind === 'pipeline') checkMonitors(block, of, model, report);
    }),
  ],
  fixes: [replaceFix],
};

function checkMonitors(block: Block, of: Symbol, model: ModelView, report: SystemReport): void {
  const monitors = ownMonitors(block);
  if (monitors.length === 0) return;
  const reached = reachedFrom(of, model.analysis);
  for (const { node, in: layer } of monitors) {
    for (const part of AstUtils.streamAst(node.object!)) {
      if (!isNameRef(part)) continue;
      const watched = layer.reader.names.lookup(part.name, ['features', 'model']);
      if (!watched || (watched.kind !== 'features' && watched.kind !== 'model') || reached.has(watched))
        continue;
      const others = [...reached].filter(({ kind }) => kind === watched.kind);
      // Where nothing says what the element answers with, it can be this.
      if (others.length === 0) continue;
      report({
        message: `${of.name} ${of.kind === 'service' ? 'answers' : 'works'} without ${watched.name}, so what is watched here says nothing about it.`,
        origin: block.originOf(part, layer, 'monitor'),
        help: `It uses ${others.map(({ name }) => name).join(', ')}.`,
        data: { replacements: instead(part, others, fileOf(block)) },
      });
    }
  }
}

/** The member of the same name, or the first ones, of what is used. */
function instead(part: NameRef, others: readonly Symbol[], file: string): Replacement[] {
  const member = isMember(part.$container) ? part.$container : undefined;
  const node: Expression = member ?? part;
  const names = others.flatMap((other) => {
    if (!member) return [other.name];
    const rows = [...other.members.values()].filter(
      ({ kind, node: row }) => isEntry(row) || kind === 'output' || kind === 'input',
    );
    const same = rows.filter(({ name }) => name === member.member);
    return (same.length > 0 ? same : rows).map(({ name }) => `${other.name}.${name}`);
  });
  return names
    .filter((name) => name !== textOf(node))
    .slice(0, 3)
    .map((newText) => ({
      title: `Watch ${newText} instead`,
      edits: [{ file, range: whereIs(node), newText }],
    }));
}
