import { AstUtils } from 'langium';
import type { Action, Expression } from '../../generated/ast.ts';
import { isAction } from '../../generated/ast.ts';
import type { Block, Layered } from '../../model/lowering/block.ts';
import type { experiment as experimentWord } from '../../vocabulary/areas/experiments.ts';
import { reference, type Reference } from '../../vocabulary/value-type.ts';
import { clauseOf } from '../written.ts';

/** `shift api to net@5`, `rollback api to net@4`, `promote net@5 to production` after an event of an experiment. */
export interface VersionAction {
  readonly event: string;
  readonly action: Layered<Action>;
  readonly version: Reference;
  /** Where the version is written. */
  readonly node: Expression;
}

const VERSION = reference('model', 'optimize');

export const versionActions = (block: Block<typeof experimentWord>): readonly VersionAction[] =>
  block.handlers().flatMap(({ node, in: layer }) =>
    [...AstUtils.streamAst(node)].filter(isAction).flatMap((action): VersionAction[] => {
      const written = action.verb === 'promote' ? action.object : clauseOf(action, 'to');
      if (!written || !['promote', 'shift', 'rollback'].includes(action.verb)) return [];
      const version = layer.reader.silently().read(VERSION, written);
      return version?.version === undefined
        ? []
        : [{ event: node.event, action: { node: action, in: layer }, version, node: written }];
    }),
  );
