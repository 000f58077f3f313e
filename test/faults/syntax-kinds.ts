import type { AstNode } from 'langium';
import {
  isAction,
  isCall,
  isCondition,
  isEntry,
  isImportedName,
  isMember,
  isNameRef,
  isQuantityLiteral,
  isStep,
  isVersion,
  type Action,
  type Call,
  type Condition,
  type Entry,
  type ImportedName,
  type Member,
  type NameRef,
  type QuantityLiteral,
  type Step,
  type Version,
} from '../../language/generated/ast.ts';

// The generated guards take anything, which searches over nodes can't use.
export const isActionNode = (node: AstNode): node is Action => isAction(node);
export const isCallNode = (node: AstNode): node is Call => isCall(node);
export const isConditionNode = (node: AstNode): node is Condition => isCondition(node);
export const isEntryNode = (node: AstNode): node is Entry => isEntry(node);
export const isImportedNode = (node: AstNode): node is ImportedName => isImportedName(node);
export const isMemberNode = (node: AstNode): node is Member => isMember(node);
export const isNameNode = (node: AstNode): node is NameRef => isNameRef(node);
export const isQuantityNode = (node: AstNode): node is QuantityLiteral => isQuantityLiteral(node);
export const isStepNode = (node: AstNode): node is Step => isStep(node);
export const isVersionNode = (node: AstNode): node is Version => isVersion(node);
