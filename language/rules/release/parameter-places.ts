import { isDeclaration, type Declaration, type Expression as ExpressionSyntax } from '../../generated/ast.ts';
import type { Block, Layered } from '../../model/lowering/block.ts';
import { overridden } from '../../model/lowering/environment.ts';
import type { Reader } from '../../scoping/reader.ts';
import type { Symbol } from '../../scoping/symbol.ts';
import { param } from '../../vocabulary/areas/language.ts';
import { pipeline } from '../../vocabulary/areas/pipelines.ts';
import { training } from '../../vocabulary/areas/training.ts';
import type { environment as environmentWord } from '../../vocabulary/areas/release.ts';
import { familyOfType, familyOfValue, type Family } from './value-family.ts';
import type { ModelView } from '../model-view.ts';
import { ownLayer } from '../written.ts';

/** A value that is given to a parameter, where it stands. */
export interface GivenValue {
  readonly parameter: string;
  readonly node: ExpressionSyntax;
  readonly statement: Layered<Declaration>;
  readonly type: ExpressionSyntax | undefined;
  /** Reads names as they are seen where the type is written. */
  readonly typeReader: Reader;
  /** What the type asks for, or what the value in the declaration is. */
  readonly family: Family | undefined;
}

/** The value that a parameter is declared with. */
export function declaredValue(block: Block): GivenValue | undefined {
  const layer = ownLayer(block);
  const { node } = layer;
  if (!isDeclaration(node) || !node.value) return undefined;
  return {
    parameter: block.symbol.name,
    node: node.value,
    statement: { node, in: layer },
    type: node.type,
    typeReader: layer.reader,
    family: familyOfType(node.type),
  };
}

/** Parameters of trainings and pipelines, which searches and runs set. */
export const HOLDERS = [training, pipeline] as const;

/** The values that the parameters of a training or pipeline are declared with. */
export const innerValues = (block: Block): readonly GivenValue[] =>
  block.children(param).flatMap((child) => declaredValue(child) ?? []);

/** The values that an environment gives to parameters. */
export function* environmentValues(
  environment: Block<typeof environmentWord>,
  model: ModelView,
): Iterable<GivenValue> {
  for (const statement of environment.statements()) {
    const { node, in: layer } = statement;
    if (!isDeclaration(node) || node.noun !== 'param' || !node.value) continue;
    const target = overridden(model.analysis, environment.symbol, node);
    if (!target || !isDeclaration(target.node)) continue;
    yield {
      parameter: target.name,
      node: node.value,
      statement: { node, in: layer },
      type: target.node.type,
      typeReader: layer.reader,
      family: familyOfType(target.node.type) ?? declaredFamily(target, layer.reader),
    };
  }
}

function declaredFamily(target: Symbol, reader: Reader): Family | undefined {
  const value = isDeclaration(target.node) ? target.node.value : undefined;
  return value && familyOfValue(reader.silently().evaluate(value));
}
