import type { Action, Declaration } from '../../../generated/ast.ts';
import { isNameRef, isStep } from '../../../generated/ast.ts';
import { textOf } from '../../../parser/index.ts';
import { whereIs } from '../../../scoping/place.ts';
import { AstUtils } from 'langium';
import { budget as budgetWord, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { servingBlocks } from '../../serving/serving-blocks.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { clauseOf, itemsOf } from '../../written.ts';
import { actionsOf, fileOfLayer, handlersIn, headOf, type PlacedHandler } from '../handlers.ts';

/** What has failed can't stand in for itself. */
export const rule: Rule = {
  code: 'TN2208',
  name: 'degrade-self',
  summary: 'What fails is replaced by itself, or by what is made from it.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(serviceWord, (block, _model, report) => {
      const served = servingBlocks(block).filter(({ step }) => step === undefined);
      const only = served.length === 1 ? served[0]!.model.name : undefined;
      for (const handler of handlersIn(block)) {
        for (const action of actionsOf(handler.node)) {
          const to = action.verb === 'degrade' ? clauseOf(action, 'to') : undefined;
          if (!isNameRef(to)) continue;
          const { owner } = handler;
          const step = isStep(owner) ? owner : undefined;
          const needs = step && neededBy(to.name, handler);
          const isItself = step
            ? to.name === step.name || needs?.has(step.name ?? '')
            : to.name === block.symbol.name || to.name === only;
          if (!isItself) continue;
          report({
            message:
              step && to.name !== step.name
                ? `${to.name} is made from ${step.name}, so it can't stand in for it.`
                : `When ${to.name} fails, it is replaced by ${to.name}.`,
            origin: block.originOf(to, handler.in, 'degrade'),
            help: 'Name something that works without it, or refuse the request.',
            data: { replacements: instead(step, action, to.name, fileOfLayer(handler.in)) },
          });
        }
      }
      for (const limit of block.children(budgetWord)) {
        for (const { node: action, in: layer } of limit.actions('degrade')) {
          const to = clauseOf(action, 'to');
          if (!isNameRef(to) || (to.name !== block.symbol.name && to.name !== only)) continue;
          report({
            message: `When the money of ${to.name} is spent, it is replaced by ${to.name}.`,
            origin: limit.originOf(to, layer, 'degrade'),
            help: 'Name something that costs less.',
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Steps that a step of the same service takes, also through others. */
function neededBy(name: string, { in: layer }: PlacedHandler): ReadonlySet<string> {
  const steps = [...AstUtils.streamAst(layer.node)].filter(isStep);
  const needed = new Set<string>([name]);
  for (const each of needed) {
    const action = steps.find((step) => step.name === each)?.action;
    for (const item of action ? itemsOf(clauseOf(action, 'on')) : []) needed.add(textOf(item).split('.')[0]!);
  }
  needed.delete(name);
  return needed;
}

/** What the step takes; for a whole service, an answer that says no. */
function instead(step: Declaration | undefined, action: Action, name: string, file: string): Replacement[] {
  const taken = step && isStep(step) && step.action ? itemsOf(clauseOf(step.action, 'on')) : [];
  const change = (newText: string): Replacement => ({
    title: `Change to ${newText}`,
    edits: [{ file, range: headOf(action).range, newText }],
  });
  const inputs = taken.map((item) => textOf(item)).filter((text) => text !== name);
  if (inputs.length > 0) return inputs.slice(0, 2).map((text) => change(`degrade to ${text}`));
  return [
    {
      ...change('reject with "Try again in a minute."'),
      edits: [{ file, range: whereIs(action), newText: 'reject with "Try again in a minute."' }],
    },
  ];
}
