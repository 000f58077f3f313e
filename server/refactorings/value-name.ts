import { isAction, isDeclaration, nameOf, textOf, type Syntax } from '../../language/index.ts';
import type { SyntaxNode } from '../text/nodes-in.ts';

/** Names that a value may be given, the best first: by the property that it sets, then with the element around it. */
export function valueNames(value: SyntaxNode): string[] {
  const base = baseOf(value);
  const element = elementOf(value);
  return element === undefined ? [base] : [base, `${element}_${base}`];
}

function baseOf(value: SyntaxNode): string {
  let part = value;
  for (let node = value.$container; node; part = node, node = node.$container) {
    switch (node.$type) {
      case 'Entry':
        return word((node as Syntax.Entry).name);
      case 'Argument': {
        const { name } = node as Syntax.Argument;
        if (name !== undefined) return word(name);
        break;
      }
      case 'Call':
        return word(textOf((node as Syntax.Call).callee));
      case 'Binary': {
        const { left, right, operator } = node as Syntax.Binary;
        const other = part === left ? right : left;
        if (operator !== '..' && ['NameRef', 'Member', 'Call'].includes(other.$type)) return `${word(textOf(other))}_limit`; // prettier-ignore
        break;
      }
      case 'Clause':
        return ownerWord(node.$container, (node as Syntax.Clause).word);
      default:
        if (isAction(node)) return word(node.verb);
        if (isDeclaration(node)) return word(node.noun);
    }
  }
  return 'value';
}

/** `batch 1..32 within 2ms` is about the batch, and `from 30s` about the retry. */
function ownerWord(owner: SyntaxNode | undefined, clause: string): string {
  if (owner && isAction(owner)) return word(`${owner.verb}_${clause}`);
  const named = owner as { readonly name?: string } | undefined;
  return word(named?.name === undefined ? clause : `${named.name}_${clause}`);
}

function elementOf(value: SyntaxNode): string | undefined {
  for (let node = value.$container; node; node = node.$container) {
    if (isDeclaration(node) && node.name !== undefined) return word(node.name);
  }
  return undefined;
}

const word = (text: string): string =>
  nameOf(text).replaceAll(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/gu, '').replace(/^(?=\d)/u, '_').toLowerCase() || 'value'; // prettier-ignore
