import type { Value } from '../../scoping/value.ts';
import { anything } from '../../vocabulary/value-type.ts';
import type { NounWord } from '../../vocabulary/word.ts';
import type { Choice, Setting, SettingValue } from '../learning.ts';
import type { Block } from './block.ts';

const ANYTHING = anything();

/** Settings with free names, in the order written. A value that has no plain form is left out. */
export function settingsOf(block: Block): Setting[] {
  return block.rows().flatMap(({ node, in: layer }): Setting[] => {
    const value = node.value && plain(layer.reader.silently().read(ANYTHING, node.value));
    return value === undefined
      ? []
      : [{ name: node.name, value, origin: block.originOf(node, layer, node.name) }];
  });
}

/** Blocks that are chosen by name, such as `optimizer adamw { … }`. */
export function choicesOf(block: Block, word: NounWord): Choice[] {
  return block.children(word).flatMap((child): Choice[] => {
    const node = child.top.node;
    const name = 'name' in node && typeof node.name === 'string' ? node.name : undefined;
    return name === undefined ? [] : [{ name, settings: settingsOf(child), origin: child.origin() }];
  });
}

function plain(value: Value | undefined): SettingValue | undefined {
  switch (value?.is) {
    case 'number':
      return value.number;
    case 'quantity':
      return value.quantity;
    case 'text':
      return value.text;
    case 'boolean':
      return value.boolean;
    case 'word':
      return value.word;
    case 'reference':
      return value.symbol.name;
    case 'list':
      return value.items.map(plain).filter((item) => item !== undefined);
    default:
      return undefined;
  }
}
