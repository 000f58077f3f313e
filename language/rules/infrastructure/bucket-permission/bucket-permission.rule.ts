import type { Bucket, Cloud, Identity, Machine } from '../../../model/infrastructure.ts';
import type { Training } from '../../../model/learning.ts';
import type { Origin } from '../../../model/origin.ts';
import {
  cloud as cloudWord,
  identity as identityWord,
  machine as machineWord,
} from '../../../vocabulary/areas/infrastructure.ts';
import { addStatement, placeOf } from '../../edits.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { resourceBlock } from '../resource-block.ts';

/** A role has the permissions that are written and no other; a machine without a role has none. */
export const rule: Rule = {
  code: 'TN1818',
  name: 'bucket-permission',
  summary: 'A training reads or writes a bucket that its machine may not.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('training', (training, model, report) => {
      const machine = training.runsOn && model.find(training.runsOn.pool);
      if (machine?.kind !== 'machine') return;
      const cloud = model.element('cloud', { qualifiedName: parentOf(machine.qualifiedName) });
      if (cloud === undefined) return;
      const identity = machine.identity && model.find(machine.identity);
      if (machine.identity && identity?.kind !== 'identity') return;
      for (const { action, bucket, why, origin } of needsOf(training, cloud, model)) {
        if (identity && mayDo(identity as Identity, action, bucket)) continue;
        report({
          message: identity
            ? `${machine.name} may not ${action} ${bucket.name}, ${why}: ${identity.name} does not allow it.`
            : `${machine.name} may not ${action} ${bucket.name}, ${why}: it has no identity.`,
          origin,
          help: identity
            ? `Add allow ${action} on ${bucket.name} to ${identity.name}.`
            : `Give ${machine.name} an identity that allows it.`,
          data: {
            replacements: identity
              ? permission(model, cloud, identity as Identity, action, bucket)
              : newIdentity(model, cloud, machine, action, bucket),
          },
          related: [{ origin: machine.origin, message: `${training.name} runs here.` }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

interface Need {
  readonly action: 'read' | 'write';
  readonly bucket: Bucket;
  readonly why: string;
  readonly origin: Origin;
}

function needsOf(training: Training, cloud: Cloud, model: ModelView): readonly Need[] {
  const buckets = cloud.resources.filter((one) => one.kind === 'bucket');
  const { to } = training.checkpoint ?? {};
  const kept = to && buckets.find((one) => one.qualifiedName === to.qualifiedName);
  const read = training.on.flatMap((ref): Need[] => {
    const source = model.element('source', ref);
    const bucket = buckets.find(({ physicalName }) =>
      source?.location?.value.startsWith(`s3://${physicalName}/`),
    );
    return bucket ? [{ action: 'read', bucket, why: `where ${source!.name} lies`, origin: ref.origin }] : [];
  });
  return [
    ...read,
    ...(kept && to
      ? [{ action: 'write' as const, bucket: kept, why: 'where its checkpoints go', origin: to.origin }]
      : []),
  ];
}

const mayDo = (identity: Identity, action: string, bucket: Bucket): boolean =>
  identity.allows.some(
    ({ actions, on }) => on.qualifiedName === bucket.qualifiedName && actions.includes(action),
  );

function permission(
  model: ModelView,
  cloud: Cloud,
  identity: Identity,
  action: string,
  bucket: Bucket,
): readonly Replacement[] {
  const block = resourceBlock(model, cloud, identityWord, identity);
  const text = `allow ${action} on ${bucket.name}`;
  return block
    ? [{ title: `Add ${text}`, edits: [addStatement(placeOf(block.layers), text)], preferred: true }]
    : [];
}

function newIdentity(
  model: ModelView,
  cloud: Cloud,
  machine: Machine,
  action: string,
  bucket: Bucket,
): readonly Replacement[] {
  const block = resourceBlock(model, cloud, machineWord, machine);
  const whole = model.block(cloudWord, cloud);
  if (!block || !whole) return [];
  const name = `${machine.name}_role`;
  const declaration = `identity ${name} {\n  trusts: ec2\n  allow ${action} on ${bucket.name}\n}`;
  return [
    {
      title: `Give ${machine.name} an identity that allows it`,
      edits: [
        addStatement(placeOf(block.layers), `identity: ${name}`),
        addStatement(placeOf(whole.layers), declaration),
      ],
    },
  ];
}

const parentOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));
