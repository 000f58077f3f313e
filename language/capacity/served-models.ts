import type { Model } from '../model/learning.ts';
import type { Block } from '../model/lowering/block.ts';
import type { Service, Serving } from '../model/service.ts';
import type { ModelView } from '../rules/model-view.ts';
import {
  batch as batchWord,
  kvCache,
  serves,
  service as serviceWord,
  shard,
} from '../vocabulary/areas/serving.ts';

/** One model that a service runs, with the statements that the resolved model has no field for. */
export interface ServedModel {
  readonly serving: Serving;
  readonly model: Model;
  readonly shard: Block<typeof shard> | undefined;
  readonly kvCache: Block<typeof kvCache> | undefined;
  /** `batch … { max_requests: … }` */
  readonly batch: Block<typeof batchWord> | undefined;
  /** Name of the server, such as `triton`. */
  readonly platform: string | undefined;
  /** Versions of it that one server has loaded, at least 1. */
  readonly versions: number;
}

/** What a service runs, its steps included; engines of the user's own code are left out. */
export function servedModels(view: ModelView, service: Service): readonly ServedModel[] {
  const block = view.block(serviceWord, service);
  const bodies = new Map(
    (block?.actions('serves') ?? []).flatMap((action) => {
      const object =
        action.node.object && action.in.reader.silently().read(serves.object!.type, action.node.object);
      const of = object as { readonly symbol?: { readonly qualifiedName: string } } | undefined;
      return of?.symbol ? [[of.symbol.qualifiedName, block!.actionBlock(serves, action)] as const] : [];
    }),
  );
  return [...service.serves, ...service.steps.map((step) => step.serving)].flatMap((serving) => {
    const model = serving.model.kind === 'model' ? view.element('model', serving.model) : undefined;
    if (!model) return [];
    const body = bodies.get(serving.model.qualifiedName);
    const batching = body?.actions('batch').at(-1);
    const platform = platformName(serving.platform ?? service.platform);
    return [
      {
        serving,
        model,
        shard: body?.child(shard),
        kvCache: body?.child(kvCache),
        batch: body && batching && body.actionBlock(batchWord, batching),
        platform,
        // Triton loads versions side by side; elsewhere each has a server of its own.
        versions: platform === 'triton' ? versionsOf(service, model) : 1,
      },
    ];
  });
}

const platformName = (platform: Service['platform']): string | undefined =>
  typeof platform === 'object' ? platform.qualifiedName.split('.').at(-1) : platform;

const versionsOf = ({ traffic }: Service, { qualifiedName }: Model): number =>
  Math.max(
    1,
    new Set(
      traffic.flatMap(({ model, version }) => (model.qualifiedName === qualifiedName ? [version ?? ''] : [])),
    ).size,
  );
