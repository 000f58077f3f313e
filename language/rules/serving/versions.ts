import type { Block, Layered } from '../../model/lowering/block.ts';
import type { Action } from '../../generated/ast.ts';
import type { Service } from '../../model/service.ts';
import type { Symbol } from '../../scoping/symbol.ts';
import { servingsOf } from './servings.ts';
import type { service as serviceWord } from '../../vocabulary/areas/serving.ts';
import { canary, shadow } from '../../vocabulary/areas/live-traffic.ts';
import type { Reference } from '../../vocabulary/value-type.ts';
import type { VerbWord } from '../../vocabulary/word.ts';

/** A version that is brought in (`canary net@5`) or watched in silence (`shadow net@next`). */
export interface Trial<V extends VerbWord> {
  readonly model: Symbol;
  readonly version: string | undefined;
  readonly action: Layered<Action>;
  readonly block: Block<V>;
}

export const canariesOf = (service: Block<typeof serviceWord>): readonly Trial<typeof canary>[] =>
  trials(service, canary);

export const shadowsOf = (service: Block<typeof serviceWord>): readonly Trial<typeof shadow>[] =>
  trials(service, shadow);

function trials<V extends VerbWord>(service: Block<typeof serviceWord>, word: V): readonly Trial<V>[] {
  return service.actions(word.verb).flatMap((action): Trial<V>[] => {
    const object =
      action.node.object && action.in.reader.silently().read(word.object!.type, action.node.object);
    const reference = object as Reference | undefined;
    if (!reference) return [];
    const { symbol: model, version } = reference;
    return [{ model, version, action, block: service.actionBlock(word, action) }];
  });
}

/** `net@4`, or `net` where no version is said. */
export const versionText = (name: string, version: string | undefined): string =>
  version === undefined ? name : `${name}@${version}`;

/** The version of a model that answers most requests; undefined when nothing says it. */
export function liveVersion(service: Service, model: Pick<Symbol, 'qualifiedName'>): string | undefined {
  const shares = service.traffic.filter((share) => share.model.qualifiedName === model.qualifiedName);
  const [most] = [...shares].sort((a, b) => b.share.value - a.share.value);
  if (most) return most.version;
  return servingsOf(service).find((serving) => serving.model.qualifiedName === model.qualifiedName)?.version;
}
