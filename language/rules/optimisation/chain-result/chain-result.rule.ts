import type { Model } from '../../../model/learning.ts';
import { isAction, isStep, type Action } from '../../../generated/ast.ts';
import type { Block, BlockLayer } from '../../../model/lowering/block.ts';
import type { Symbol } from '../../../scoping/symbol.ts';
import { printType } from '../../../types/data-type.ts';
import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { pipeline } from '../../../vocabulary/areas/pipelines.ts';
import { reference } from '../../../vocabulary/value-type.ts';
import { misfit } from '../../../types/shape-fit.ts';
import { isVerb } from '../../pipelines/step-results.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** What comes out of a chain answers as what went in. */
export const rule: Rule = {
  code: 'TN2015',
  name: 'chain-result',
  summary: 'The result of an optimisation is registered as a model with other outputs.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(pipeline, (block, model, report) => {
      for (const step of model.own('pipeline', block.symbol)?.steps ?? []) {
        if (!isVerb(step, 'register')) continue;
        const chain = chainBehind(block, step.inputs[0]?.step.qualifiedName);
        const from = chain && model.block(optimize, chain)?.clause('from')?.value.symbol;
        const first = from && model.element('model', from);
        const last = model.element('model', step.as);
        if (!chain || !first || !last || first === last) continue;
        for (const { port, type } of otherOutputs(first, last)) {
          const right = printType(type);
          report({
            message: `output ${port.name} of ${last.name} is ${printType(port.type)}, and ${first.name}, from which ${chain.name} makes it, gives ${right}.`,
            origin: port.typeOrigin ?? port.origin,
            help: 'An optimisation changes how fast a model answers, not what its answers are.',
            related: [
              { origin: first.origin, message: `The chain begins with ${first.name}.` },
              { origin: step.origin, message: `Its result becomes ${last.name} here.` },
            ],
            ...(port.typeOrigin
              ? { data: { replacements: [replace(`Change the type to ${right}`, port.typeOrigin, right)] } }
              : {}),
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Outputs of the same name whose shapes can't agree. */
const otherOutputs = (first: Model, last: Model) =>
  last.outputs.flatMap((port) => {
    const type = first.outputs.find(({ name }) => name === port.name)?.type;
    return type?.kind === 'tensor' && port.type.kind === 'tensor' && misfit(port.type.shape, type.shape)
      ? [{ port, type }]
      : [];
  });

const RUN = reference('optimize', 'search', 'pipeline', 'step');

/** The optimisation that a step runs, or whose results it chooses from. */
function chainBehind(block: Block, name: string | undefined): Symbol | undefined {
  const seen = new Set<string>();
  for (let wanted = name; wanted !== undefined && !seen.has(wanted);) {
    seen.add(wanted);
    const found = stepAt(block, wanted);
    const taken =
      found?.action.object && found.layer.reader.silently().read(RUN, found.action.object)?.symbol;
    if (found?.action.verb === 'run') return taken?.kind === 'optimize' ? taken : undefined;
    wanted = found?.action.verb === 'choose' && taken?.kind === 'step' ? taken.qualifiedName : undefined;
  }
  return undefined;
}

function stepAt(block: Block, qualifiedName: string): { action: Action; layer: BlockLayer } | undefined {
  for (const { node, in: layer } of block.statements()) {
    if (!isStep(node) || !isAction(node.action) || node.name === undefined) continue;
    if (block.symbol.members.get(node.name)?.qualifiedName === qualifiedName)
      return { action: node.action, layer };
  }
  return undefined;
}
