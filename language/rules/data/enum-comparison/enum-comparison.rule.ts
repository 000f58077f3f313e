import { AstUtils, type AstNode } from 'langium';
import { isStringLiteral } from '../../../generated/ast.ts';
import type { ExpressionNode } from '../../../model/expression.ts';
import type { Origin } from '../../../model/origin.ts';
import { didYouMean, suggest } from '../../../scoping/suggestion.ts';
import type { DataType } from '../../../types/data-type.ts';
import { features as featuresWord } from '../../../vocabulary/areas/features.ts';
import { nodesOf } from '../../expression-nodes.ts';
import type { ModelView } from '../../model-view.ts';
import { isVerb } from '../../pipelines/step-results.ts';
import { writtenSteps } from '../../pipelines/written-steps.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';
import { writtenAt } from '../../written.ts';

/** A value is compared with one that it can have. */
export const rule: Rule = {
  code: 'TN1344',
  name: 'enum-comparison',
  summary: 'A column is compared with a value that its enumeration lacks.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('features', (view, model, report) => {
      const symbol = model.ownBlock(featuresWord, view)?.symbol;
      for (const { name, formula } of view.features) {
        const row = symbol?.members.get(name);
        check(formula.root, formula.origin, row && { file: row.file.path, node: row.node }, model, report);
      }
    }),
    onElement('pipeline', (pipeline, model, report) => {
      for (const { step, action, file } of writtenSteps(pipeline, model)) {
        const conditions = isVerb(step, 'validate')
          ? step.expectations.map(({ condition }) => condition)
          : [
              ...(isVerb(step, 'filter') ? [step.where] : []),
              ...(isVerb(step, 'read') && step.where ? [step.where] : []),
            ];
        for (const { root, origin } of conditions) check(root, origin, { file, node: action }, model, report);
      }
    }),
  ],
  fixes: [replaceFix],
};

function check(
  root: ExpressionNode,
  origin: Origin,
  written: { readonly file: string; readonly node: AstNode } | undefined,
  model: ModelView,
  report: SystemReport,
): void {
  for (const node of nodesOf(root)) {
    if (node.node !== 'binary' || !COMPARING.has(node.operator)) continue;
    const values = enumOf(node.left, model)?.values;
    const named = node.right.node === 'list' ? node.right.items : [node.right];
    for (const item of values ? named : []) {
      if (item.node !== 'string' || values!.includes(item.value)) continue;
      const near = suggest(item.value, values!);
      const literal =
        written &&
        [...AstUtils.streamAst(written.node)].find(
          (each) => isStringLiteral(each) && each.value === item.value,
        );
      report({
        message: `${node.left.node === 'column' ? node.left.name : 'The column'} is never "${item.value}".`,
        origin,
        help: didYouMean(near) ?? `It is one of ${values!.join(', ')}.`,
        data: {
          replacements:
            literal && near !== undefined
              ? [replace(`Change to "${near}"`, writtenAt(written.file, literal), JSON.stringify(near), true)]
              : [],
        },
      });
    }
  }
}

const COMPARING: ReadonlySet<string> = new Set(['==', '!=', 'in']);

function enumOf(node: ExpressionNode, model: ModelView): Extract<DataType, { kind: 'enum' }> | undefined {
  if (node.node !== 'column' || node.source?.kind !== 'source') return undefined;
  const source = model.element('source', node.source);
  const type = source?.columns.find(({ name }) => name === node.name)?.type;
  return type?.kind === 'enum' ? type : undefined;
}
