import type { Reference, ValueType } from '../../vocabulary/value-type.ts';
import type { VerbWord } from '../../vocabulary/word.ts';
import type { Ref } from '../element.ts';
import type { Block } from './block.ts';
import type { LoweringContext } from './context.ts';

/** What the statements of a verb name: `uses [api, lake]`. */
export const referencesOf = (block: Block, verb: VerbWord, context: LoweringContext): Ref[] =>
  block.actions(verb.verb).flatMap(({ node, in: layer }) => {
    const type = verb.object!.type as ValueType<readonly Reference[]>;
    const read = node.object && layer.reader.silently().read(type, node.object);
    return (read ?? []).map((each) => context.ref(each, block.originOf(each.value.node, layer, verb.verb)));
  });
