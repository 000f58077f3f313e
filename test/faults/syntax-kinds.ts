import { isAction, isEntry, type Action, type Entry } from '../../language/generated/ast.ts';
import type { AstNode } from 'langium';

/** Guards over syntax nodes; the generated ones take anything, which searches over nodes can't. */
export const isActionNode = (node: AstNode): node is Action => isAction(node);
export const isEntryNode = (node: AstNode): node is Entry => isEntry(node);
