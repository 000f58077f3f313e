import { isDeclaration, type Action } from '../../generated/ast.ts';
import type { Block, Layered } from '../../model/lowering/block.ts';
import { features } from '../../vocabulary/areas/features.ts';
import { monitoring } from '../../vocabulary/areas/operations.ts';
import { pipeline } from '../../vocabulary/areas/pipelines.ts';
import { monitor, service } from '../../vocabulary/areas/serving.ts';
import type { NounWord } from '../../vocabulary/word.ts';

/** What figures may be watched in. */
export const WATCHED: readonly NounWord[] = [service, pipeline, features, monitoring];

/** What a declaration watches and its author wrote there, not a template that others use, too. */
export const ownMonitors = (block: Block): readonly Layered<Action>[] =>
  block
    .actions(monitor.verb)
    .filter(({ node, in: layer }) => layer.layer !== 'template' && isDeclaration(layer.node) && node.object);
