import type { AstNode } from 'langium';
import { isStringLiteral } from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { actionsOf, below, blocks, clause, entry, items, textOf } from '../survey.ts';

export const machineUnknown = operator({
  name: 'machine-unknown',
  area: 'infrastructure',
  failure: 'A kind of machine is misspelt; Terraform plans it, and the provider refuses it.',
  *plant(survey) {
    for (const node of survey.declarations('pool', 'machine')) {
      const value = entry(node, 'machine')?.value;
      if (isStringLiteral(value))
        yield {
          at: node,
          edits: [survey.replace(value, '"g5.banana"')],
          says: `${textOf(value)} → g5.banana`,
        };
    }
  },
});

export const regionUnknown = operator({
  name: 'region-unknown',
  area: 'infrastructure',
  failure: 'A region is misspelt; nothing can be created.',
  *plant(survey) {
    for (const { node, value } of regions(survey))
      yield { at: node, edits: [survey.replace(value, '"us-east-9"')], says: `${textOf(value)} → us-east-9` };
  },
});

export const regionWithoutMachine = operator({
  name: 'region-without-machine',
  area: 'infrastructure',
  failure: 'The machines of a pool are not offered in the region; the pool stays empty.',
  *plant(survey) {
    for (const { node, value } of regions(survey)) {
      const pools = survey
        .declarations('pool', 'machine')
        .filter(
          (pool) =>
            /"(p5|p4d|p4de)\./.test(textOf(entry(pool, 'machine') ?? pool)) &&
            survey.around(pool, 'cloud') === survey.around(node, 'cloud'),
        );
      if (pools.length > 0)
        yield {
          at: node,
          edits: [survey.replace(value, '"eu-west-3"')],
          joints: pools,
          says: `${textOf(value)} → eu-west-3, which has no such machines`,
        };
    }
  },
});

function regions(survey: Parameters<typeof machineUnknown.plant>[0]): { node: AstNode; value: AstNode }[] {
  return survey.declarations('cloud').flatMap((cloud) => {
    const node = entry(cloud, 'region');
    return node && isStringLiteral(node.value) ? [{ node, value: node.value }] : [];
  });
}

export const portOpen = operator({
  name: 'shell-open-to-all',
  area: 'infrastructure',
  failure: 'The port of the shell is open to the whole internet.',
  *plant(survey) {
    for (const firewall of survey.declarations('firewall')) {
      const allows = actionsOf(firewall, 'allow');
      for (const allow of allows) {
        const from = clause(allow, 'from')?.value;
        if (from && textOf(allow.object!) === 'tcp(22)')
          yield {
            at: allow,
            edits: [survey.replace(from, '"0.0.0.0/0"')],
            says: `${textOf(allow)} → from 0.0.0.0/0`,
          };
      }
      const last = allows.at(-1);
      if (last)
        yield {
          at: firewall,
          edits: [survey.insertAfter(last, ', allow tcp(22) from "0.0.0.0/0"')],
          says: `${firewall.name}: allow tcp(22) from 0.0.0.0/0`,
        };
    }
  },
});

export const databaseOpen = operator({
  name: 'database-open-to-all',
  area: 'infrastructure',
  failure: 'The port of a database is open to the whole internet.',
  *plant(survey) {
    for (const firewall of survey.declarations('firewall')) {
      const last = actionsOf(firewall, 'allow').at(-1);
      if (last)
        yield {
          at: firewall,
          edits: [survey.insertAfter(last, ', allow tcp(5432) from "0.0.0.0/0"')],
          says: `${firewall.name}: allow tcp(5432) from 0.0.0.0/0`,
        };
    }
  },
});

export const secretLiteral = operator({
  name: 'secret-in-clear',
  area: 'infrastructure',
  failure:
    'An address with a token in it stands in the model, and in the history of the repository for ever.',
  *plant(survey) {
    for (const channel of survey.declarations('channel')) {
      const to = entry(channel, 'to')?.value;
      if (to && textOf(to).startsWith('secret('))
        yield {
          at: channel,
          edits: [
            survey.replace(
              to,
              '"https://hooks.example.org/services/T0A1B2C3D/B4E5F6G7H/aZ9kQ2mX7vL1pR8sT3wY6uJ0"',
            ),
          ],
          says: `${textOf(to)} → an address with a token`,
        };
    }
  },
});

export const secretInSetting = operator({
  name: 'access-key-in-clear',
  area: 'infrastructure',
  failure: 'An access key stands in the location of a table.',
  *plant(survey) {
    for (const source of survey.declarations('source', 'sink', 'dataset')) {
      const location = entry(source, 'location')?.value;
      if (isStringLiteral(location) && location.value.startsWith('s3://'))
        yield {
          at: location,
          edits: [
            survey.replaceIn(
              location,
              's3://',
              's3://AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY@',
            )!,
          ],
          says: `${location.value} → with an access key`,
        };
    }
  },
});

export const bucketLeftOpen = operator({
  name: 'encryption-off',
  area: 'infrastructure',
  failure: 'A bucket with personal data is not encrypted with a key of its own.',
  *plant(survey) {
    for (const bucket of survey.declarations('bucket')) {
      const encryption = entry(bucket, 'encryption')?.value;
      if (encryption && textOf(encryption) === 'kms')
        yield { at: bucket, edits: [survey.replace(encryption, 'off')], says: 'encryption: kms → off' };
    }
  },
});

export const versionsOff = operator({
  name: 'versions-off-but-kept',
  area: 'infrastructure',
  failure: 'Old versions are to be kept, and none are made; what is overwritten is gone.',
  *plant(survey) {
    for (const bucket of survey.declarations('bucket')) {
      const versioning = entry(bucket, 'versioning')?.value;
      if (versioning && textOf(versioning) === 'on' && entry(bucket, 'keep'))
        yield {
          at: bucket,
          edits: [survey.replace(versioning, 'off')],
          says: `${bucket.name}: versioning off with ${textOf(entry(bucket, 'keep')!)}`,
        };
    }
  },
});

export const subnetOutside = operator({
  name: 'subnet-outside-network',
  area: 'infrastructure',
  failure: 'A subnet lies outside of its network; the provider refuses it in the middle of the roll-out.',
  *plant(survey) {
    for (const subnet of survey.declarations('subnet')) {
      const cidr = entry(subnet, 'cidr')?.value;
      if (cidr)
        yield {
          at: subnet,
          edits: [survey.replace(cidr, '"192.168.77.0/24"')],
          says: `${textOf(cidr)} → 192.168.77.0/24`,
        };
    }
  },
});

export const subnetsOverlap = operator({
  name: 'subnets-overlap',
  area: 'infrastructure',
  failure: 'Two subnets have the same addresses.',
  *plant(survey) {
    for (const network of survey.declarations('network')) {
      const [first, second] = blocks(network, 'subnet').map((each) => entry(each, 'cidr')?.value);
      if (first && second)
        yield {
          at: second,
          edits: [survey.replace(second, textOf(first))],
          joints: blocks(network, 'subnet'),
          says: `${textOf(second)} → ${textOf(first)}, like its neighbour`,
        };
    }
  },
});

export const addressesWrong = operator({
  name: 'address-block-wrong',
  area: 'infrastructure',
  failure: 'A block of addresses has a mask that does not exist.',
  *plant(survey) {
    for (const network of survey.declarations('network', 'subnet')) {
      const cidr = entry(network, 'cidr')?.value;
      if (cidr)
        yield {
          at: network,
          edits: [survey.replaceIn(cidr, /\/\d+/, '/99')!],
          says: `${textOf(cidr)} → /99`,
        };
    }
  },
});

export const deploymentIncomplete = operator({
  name: 'deployment-without-ground',
  area: 'infrastructure',
  failure: 'A deployment holds a service and not the cloud that it runs on.',
  *plant(survey) {
    for (const deployment of survey.declarations('deployment'))
      for (const uses of actionsOf(deployment, 'uses')) {
        const list = items(uses.object);
        const cloud = list.find((node) => survey.meaning(node)?.kind === 'cloud');
        const others = list.filter((node) =>
          ['service', 'pipeline', 'training'].includes(survey.meaning(node)?.kind ?? ''),
        );
        const symbol = survey.meaning(cloud);
        const needed = others.some((node) => {
          const text = textOf(survey.meaning(node)!.node);
          return [
            ...below(
              survey.meaning(node)!.node,
              (each): each is AstNode => each.$type === 'NameRef' || each.$type === 'Member',
            ),
          ].some((each) => {
            for (let parent = survey.meaning(each); parent; parent = parent.parent)
              if (parent === symbol) return text.includes('runs on');
            return false;
          });
        });
        if (cloud && needed && list.length > 1)
          yield {
            at: uses,
            edits: [
              survey.replace(
                uses.object!,
                `[${list
                  .filter((node) => node !== cloud)
                  .map(textOf)
                  .join(', ')}]`,
              ),
            ],
            joints: others.flatMap((node) => survey.meaning(node)!.node),
            says: `${deployment.name} no longer uses ${textOf(cloud)}`,
          };
      }
  },
});

export const channelWithoutAddress = operator({
  name: 'channel-without-address',
  area: 'infrastructure',
  failure: 'An alert is sent to nowhere.',
  *plant(survey) {
    for (const channel of survey.declarations('channel')) {
      const to = entry(channel, 'to');
      if (to && survey.uses(survey.symbol(channel)).length > 0)
        yield { at: channel, edits: [survey.remove(to)], says: `channel ${channel.name} loses its address` };
    }
  },
});

export const roleTrustsOther = operator({
  name: 'role-trusts-other',
  area: 'infrastructure',
  failure: 'A machine has a role that only other services may take; it has no permission at all.',
  *plant(survey) {
    for (const identity of survey.declarations('identity')) {
      const trusts = entry(identity, 'trusts')?.value;
      const users = survey.users(survey.symbol(identity)).filter((each) => survey.around(each, 'machine'));
      if (trusts && textOf(trusts) === 'ec2' && users.length > 0)
        yield {
          at: identity,
          edits: [survey.replace(trusts, 'eks')],
          joints: users,
          says: 'trusts: ec2 → eks for a machine',
        };
    }
  },
});

export const nameTooLong = operator({
  name: 'name-too-long',
  area: 'infrastructure',
  failure: 'A name is longer than the provider takes; the roll-out stops in the middle.',
  *plant(survey) {
    for (const node of survey.declarations('bucket', 'cluster')) {
      const symbol = survey.symbol(node);
      const long = `${node.name ?? ''}_${'of_the_recommendation_and_personalisation_platform_'.repeat(3)}x`;
      const cloud = survey.around(node, 'cloud');
      // Overrides in environments would have to be renamed, too; they name it in their own way.
      if (
        symbol &&
        cloud &&
        !clause(cloud, 'for') &&
        survey.declarations('template').every((each) => each !== cloud.$container)
      )
        yield {
          at: node,
          edits: survey.rename(symbol, long),
          says: `${node.noun} ${node.name} → a name of ${long.length} letters`,
        };
    }
  },
});

export const poolOfNothing = operator({
  name: 'pool-of-nothing',
  area: 'infrastructure',
  failure: 'A pool may have no machine at all; what runs there never starts.',
  *plant(survey) {
    for (const pool of survey.declarations('pool')) {
      const count = entry(pool, 'count')?.value;
      const isUsed = survey.uses(survey.symbol(pool)).some(({ node }) => !survey.inEnvironment(node));
      if (count && isUsed && /^\d+(\.\.\d+)?$/.test(textOf(count)))
        yield {
          at: pool,
          edits: [survey.replace(count, '0')],
          joints: survey.users(survey.symbol(pool)),
          says: `count: ${textOf(count)} → 0`,
        };
    }
  },
});
