import type { Expression } from '../../../generated/ast.ts';
import type { Origin } from '../../../model/origin.ts';
import { textOf } from '../../../parser/index.ts';
import type { Reader } from '../../../scoping/reader.ts';
import { searchIndex } from '../../../vocabulary/areas/models.ts';
import { requireOfModel } from '../../../vocabulary/areas/pipelines.ts';
import { whereIs } from '../../../scoping/place.ts';
import { replaceNode } from '../../edits.ts';
import { limitsOf } from '../../limits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, onElement, type Rule, type SystemReport } from '../../rule.ts';
import { actionsIn, writtenSteps } from '../written-steps.ts';

/** Figures that lie between 0 and 1. */
const SHARES: ReadonlySet<string> = new Set([
  'auc', 'auroc', 'accuracy', 'precision', 'recall', 'f1', 'top1', 'top5', 'map50', 'ndcg', 'dice', 'brier',
  'recall_at', 'ndcg_at', 'agreement',
]); // prettier-ignore

/** A gate can be passed, and can be failed. */
export const rule: Rule = {
  code: 'TN1628',
  name: 'gate-range',
  summary: 'A gate asks for a share above 1 or below 0.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const { step, action, file, reader } of writtenSteps(pipeline, model)) {
        for (const { object } of actionsIn(action.body, requireOfModel.verb))
          if (object)
            check(step.name, object, reader, file, { ...step.origin, file, range: whereIs(object) }, report);
      }
    }),
    onBlock(searchIndex, (block, _model, report) => {
      for (const { node, in: layer } of block.actions(requireOfModel.verb)) {
        const { object } = node;
        if (object)
          check(
            block.symbol.name,
            object,
            layer.reader.silently(),
            layer.reader.names.file.path,
            block.originOf(object, layer, node.verb),
            report,
          );
      }
    }),
  ],
  fixes: [replaceFix],
};

function check(
  name: string,
  condition: Expression,
  reader: Reader,
  file: string,
  origin: Origin,
  report: SystemReport,
): void {
  for (const { subject, min, max } of limitsOf(condition, reader)) {
    const edge = [min, max].find((each) => each && (each.value > 1 || each.value < 0));
    if (!edge || !SHARES.has(/^\w+/u.exec(subject)?.[0] ?? '')) continue;
    const isPercent = edge.value > 1 && edge.value <= 100 && edge.node.$type === 'NumberLiteral';
    const right = `${textOf(edge.node)}%`;
    report({
      message: `${name} compares ${subject} with ${textOf(edge.node)}, and ${subject} lies between 0 and 1.`,
      origin,
      help: (edge === min) === edge.value > 1 ? 'No model ever passes.' : 'Each model passes.',
      data: {
        replacements: isPercent
          ? [{ title: `Change to ${right}`, edits: [replaceNode(file, edge.node, right)], preferred: true }]
          : [],
      },
    });
  }
}
