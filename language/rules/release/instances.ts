import type { Call, Declaration, Parameter } from '../../generated/ast.ts';
import { isCall, isDeclaration } from '../../generated/ast.ts';
import type { Block, BlockLayer } from '../../model/lowering/block.ts';
import type { Symbol } from '../../scoping/symbol.ts';
import { cloud } from '../../vocabulary/areas/infrastructure.ts';
import { pipeline } from '../../vocabulary/areas/pipelines.ts';
import { features } from '../../vocabulary/areas/features.ts';
import { service } from '../../vocabulary/areas/serving.ts';
import { training } from '../../vocabulary/areas/training.ts';
import type { NounWord } from '../../vocabulary/word.ts';
import { ownLayer } from '../written.ts';

/** Kinds that a template can make. */
export const MADE_KINDS: readonly NounWord[] = [service, cloud, pipeline, features, training];

/** `service a = api(net, most: 4)`: the template, what it takes, and what it is given. */
export interface Instance {
  readonly template: Symbol;
  readonly declaration: Declaration;
  readonly call: Call;
  readonly layer: BlockLayer;
  /** Each argument with the parameter that it is for; undefined when there is none. */
  readonly given: readonly {
    readonly argument: Call['arguments'][number];
    readonly parameter: Parameter | undefined;
  }[];
}

export function instanceOf(block: Block): Instance | undefined {
  const layer = ownLayer(block);
  const { node } = layer;
  if (!isDeclaration(node) || !isCall(node.value)) return undefined;
  const call = node.value;
  const template = layer.reader.names.templateOf(block.symbol);
  if (!template || !isDeclaration(template.node)) return undefined;
  const { parameters } = template.node;
  const positional = call.arguments.filter(({ name }) => name === undefined);
  const given = call.arguments.map((argument) => ({
    argument,
    parameter:
      argument.name === undefined
        ? parameters[positional.indexOf(argument)]
        : parameters.find(({ name }) => name === argument.name),
  }));
  return { template, declaration: template.node, call, layer, given };
}

/** Parameters that have no default and are given nothing. */
export const missingOf = ({ declaration, given }: Instance): readonly Parameter[] =>
  declaration.parameters.filter(
    (parameter) => !parameter.default && !given.some((each) => each.parameter === parameter),
  );

/** Arguments that no parameter takes. */
export const surplusOf = ({ given }: Instance): readonly Call['arguments'][number][] =>
  given.filter(({ parameter }) => !parameter).map(({ argument }) => argument);
