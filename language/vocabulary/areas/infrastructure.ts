import type { AreaWords } from '../vocabulary.ts';
import {
  boolean,
  call,
  either,
  integer,
  list,
  machineName,
  name,
  path,
  quantity,
  range,
  reference,
  text,
  word,
} from '../value-type.ts';
import { clause, noun, property, verb } from '../word.ts';
import { SEVERITIES } from './recovery.ts';

const place = reference('network', 'subnet');

export const cloud = noun('cloud', {
  area: 'infrastructure',
  doc: 'Everything that one provider runs for us in one region: networks, buckets, clusters, machines and who may use them.',
  in: ['file', 'environment'],
  clauses: {
    on: clause(
      word({ aws: 'Amazon Web Services.', gcp: 'Google Cloud.', azure: 'Microsoft Azure.' }),
      'The provider; `aws` when it is not written.',
    ),
  },
  properties: {
    region: property(
      text('the name of a region, such as "us-west-2"'),
      'Region of the provider in which everything lies.',
      { default: '"us-east-1"' },
    ),
  },
});

export const tags = noun('tags', {
  area: 'infrastructure',
  doc: 'Labels that every resource of the cloud gets, for bills and clean-up.',
  in: ['cloud'],
  name: 'none',
  settings: { type: either(text(), integer()), doc: 'A label and its value.' },
});

export const state = noun('state', {
  area: 'infrastructure',
  doc: 'Where Terraform keeps what it knows of the cloud. The bucket must exist already.',
  in: ['cloud', 'environment'],
  name: 'none',
  clauses: {
    on: clause(
      call({
        s3: 's3("bucket", lock: true): a bucket; with `lock`, two people never change the cloud at once.',
      }),
      'The store: `s3("name-of-a-bucket", lock: true)`. The lock is on unless it is switched off.',
      { required: true },
    ),
  },
});

export const network = noun('network', {
  area: 'infrastructure',
  doc: 'A private network. Its subnets are declared, or derived: a public and a private one in each zone.',
  in: ['cloud'],
  properties: {
    cidr: property(text('a block such as "10.0.0.0/16"'), 'The addresses of the network, in CIDR notation.', {
      default: '"10.0.0.0/16"',
    }),
    zones: property(
      integer({ min: 1, max: 6 }),
      'Number of availability zones that get subnets when none is declared.',
      { default: '2' },
    ),
  },
});

export const subnet = noun('subnet', {
  area: 'infrastructure',
  doc: 'A part of a network in one availability zone.',
  in: ['network'],
  properties: {
    cidr: property(
      text('a block such as "10.0.1.0/24"'),
      'The addresses of the subnet; they lie inside those of the network.',
      { required: true },
    ),
    zone: property(name('the letter of a zone, such as a'), 'Letter of the availability zone.', {
      default: 'a',
    }),
    public: property(boolean(), 'The internet can reach what lies here, and the other way round.', {
      default: 'off',
    }),
  },
});

export const firewall = noun('firewall', {
  area: 'infrastructure',
  doc: 'What may come in. It guards the machines of its network unless a machine names other firewalls.',
  in: ['network'],
});

export const allowInFirewall = verb('allow', {
  area: 'infrastructure',
  doc: 'Lets requests to one port in.',
  in: ['firewall'],
  object: {
    type: call({ tcp: 'tcp(443): a TCP port.', udp: 'udp(53): a UDP port.' }),
    doc: 'Protocol and port, such as `tcp(443)`.',
    required: true,
  },
  clauses: {
    from: clause(
      either(text('a block such as "10.0.0.0/8"'), reference('network')),
      'Who may send them: addresses, or the network itself.',
      { required: true },
    ),
  },
});

export const bucket = noun('bucket', {
  area: 'infrastructure',
  doc: 'Object storage. It is private, encrypted and reached over TLS only.',
  in: ['cloud'],
  properties: {
    versioning: property(boolean(), 'Overwritten and deleted objects stay as old versions.', {
      default: 'on',
    }),
    encryption: property(
      word({
        kms: 'With a key of its own in the key management service.',
        aes256: "With the store's own keys.",
      }),
      'How objects are encrypted at rest.',
      { default: 'aes256' },
    ),
    keep: property(quantity('duration'), 'How long old versions are kept; without it, for ever.'),
  },
});

export const registry = noun('registry', {
  area: 'infrastructure',
  doc: 'Container images. A tag always means the same image.',
  in: ['cloud'],
  properties: {
    scan: property(boolean(), 'Images are scanned for known weaknesses when they are pushed.', {
      default: 'on',
    }),
    keep: property(integer({ min: 1 }), 'How many images are kept; older ones are deleted.'),
  },
});

export const cluster = noun('cluster', {
  area: 'infrastructure',
  doc: 'Machines that run together under one scheduler.',
  in: ['cloud'],
  clauses: {
    on: clause(
      either(
        word({
          eks: 'Kubernetes.',
          ecs: 'Containers without Kubernetes; without pools on Fargate.',
          emr: 'Spark and its kin; its pools are called master, core and task.',
        }),
        place,
      ),
      'The scheduler (`eks` when it is not written), or the network that it runs on.',
    ),
  },
  properties: {
    network: property(
      place,
      'Network or subnet that it runs on; the only network of the cloud when it is not written.',
    ),
    release: property(text('a version, such as "1.35" or "emr-7.9.0"'), 'Version of the scheduler.'),
    apps: property(
      list(name('the name of an application, such as spark')),
      'Applications that an EMR cluster has.',
    ),
    logs: property(quantity('duration'), 'How long logs are kept.'),
    identity: property(
      reference('identity'),
      'Role of what runs on the cluster: its tasks, or the machines of an EMR cluster.',
    ),
  },
});

export const pool = noun('pool', {
  area: 'infrastructure',
  doc: 'Machines of one kind in a cluster.',
  in: ['cluster', 'file', 'environment'],
  properties: {
    machine: property(machineName(), 'Kind of machine, by its name in the catalogue.', { required: true }),
    count: property(
      range({ min: 0 }),
      'How many machines there are: a number, or a range in which their number moves.',
      { default: '1' },
    ),
    spot: property(boolean(), 'Machines at a lower price that the provider may take back.', {
      default: 'off',
    }),
    disk: property(quantity('bytes'), 'Size of the root disk.'),
  },
});

export const machine = noun('machine', {
  area: 'infrastructure',
  doc: 'A single machine.',
  in: ['cloud'],
  clauses: { on: clause(place, 'Network or subnet that it stands in.') },
  properties: {
    machine: property(machineName(), 'Kind of machine, by its name in the catalogue.', { required: true }),
    image: property(
      call({ ami: 'ami("name*", owner: "amazon"): the newest machine image whose name fits the pattern.' }),
      'Image that it starts from; without it, one of the provider that fits the machine, with drivers when it has a GPU.',
    ),
    disk: property(quantity('bytes'), 'Size of the root disk.'),
    identity: property(reference('identity'), 'Role that programs on the machine have.'),
    boot: property(path('the path of a script in the project'), 'Script that runs at the first start.'),
    firewalls: property(
      list(reference('firewall')),
      'Firewalls that guard it; all of its network when it is not written.',
    ),
  },
});

export const stopWhenIdle = verb('stop', {
  area: 'infrastructure',
  doc: 'Stops what has nothing to do, so that it costs nothing: `stop when idle for 30m`.',
  in: ['machine', 'cluster'],
  clauses: {
    when: clause(word({ idle: 'Nothing runs there.' }), 'The condition.', { required: true }),
    for: clause(quantity('duration'), 'How long the condition holds before it is stopped.', {
      required: true,
    }),
  },
});

export const identity = noun('identity', {
  area: 'infrastructure',
  doc: 'A role with the permissions that are named here and no other.',
  in: ['cloud'],
  properties: {
    trusts: property(
      word({
        ec2: 'Machines.',
        ecs: 'Tasks of an ECS cluster.',
        eks: 'Pods of an EKS cluster.',
        emr: 'Machines of an EMR cluster.',
      }),
      'Who may take the role.',
      { required: true },
    ),
  },
});

export const allowInIdentity = verb('allow', {
  area: 'infrastructure',
  doc: 'Gives the role a permission.',
  in: ['identity'],
  object: {
    type: list(
      word({
        read: 'Lists a bucket and reads its objects.',
        write: 'Puts objects into a bucket.',
        delete: 'Deletes objects of a bucket.',
        pull: 'Pulls images from a registry.',
        push: 'Pushes images to a registry.',
      }),
    ),
    doc: 'What is allowed.',
    required: true,
  },
  clauses: {
    on: clause(reference('bucket', 'registry'), 'Bucket or registry that it is allowed on.', {
      required: true,
    }),
  },
});

export const channel = noun('channel', {
  area: 'infrastructure',
  doc: 'Where alerts go.',
  in: ['file', 'environment'],
  properties: {
    via: property(
      word({
        slack: 'A Slack channel.',
        email: 'A mail address.',
        pagerduty: 'A PagerDuty service.',
        webhook: 'An address that is called.',
        sns: 'A topic of Amazon SNS.',
      }),
      'How alerts travel.',
      { default: 'email' },
    ),
    to: property(
      either(text(), call({ secret: 'secret("name"): the secret that holds the address.' })),
      'Channel, address or topic; an address with a token in it is a secret and stands here as secret("name").',
    ),
    escalate: property(
      reference('channel'),
      'Who is told next when nobody has answered: `escalate: duty_manager within 30min`.',
      {
        clauses: { within: clause(quantity('duration'), 'How long there is to answer.', { required: true }) },
      },
    ),
  },
});

export const send = verb('send', {
  area: 'infrastructure',
  doc: 'Alerts of some severities go another way: `send critical to pager`.',
  in: ['channel'],
  object: { type: list(word(SEVERITIES)), doc: 'Severities.', required: true },
  clauses: { to: clause(reference('channel'), 'Channel that they go to.', { required: true }) },
});

export const database = noun('database', {
  area: 'infrastructure',
  doc: 'A database, key-value store or stream platform.',
  in: ['cloud', 'file', 'environment'],
  properties: {
    engine: property(
      word({
        postgres: 'A PostgreSQL database.',
        mysql: 'A MySQL database.',
        redis: 'A Redis or Valkey key-value store.',
        kafka: 'An Apache Kafka stream platform.',
        kinesis: 'Streams of Amazon Kinesis.',
        redshift: 'A data warehouse of Amazon Redshift.',
        opensearch: 'An OpenSearch store of documents and vectors.',
        memcached: 'A Memcached cache.',
        dynamodb: 'A table of Amazon DynamoDB.',
      }),
      'What runs there.',
    ),
    release: property(text('a version, such as "16.4"'), 'Version of the engine.'),
    size: property(
      text('a class of the provider, such as "cache.r7g.large"'),
      'Kind of machine that it runs on, by the name that the provider has for it.',
    ),
    nodes: property(integer({ min: 1 }), 'How many of these machines there are.', { default: '1' }),
    storage: property(quantity('bytes'), 'Space on disk.'),
    backups: property(quantity('duration'), 'How long daily copies are kept; without it, there are none.'),
    network: property(place, 'Network or subnet that it stands in.'),
  },
});

export const secret = noun('secret', {
  area: 'infrastructure',
  doc: 'A reference to a secret that is kept elsewhere; never its value. What is used in one place only may be written there, as secret("name").',
  in: ['cloud', 'file'],
  properties: {
    store: property(
      word({
        aws_secrets_manager: 'The secret store of Amazon Web Services.',
        vault: 'HashiCorp Vault.',
        kubernetes: 'A secret of the Kubernetes cluster.',
      }),
      'Where it is kept.',
      { default: 'aws_secrets_manager' },
    ),
    key: property(text('a name or path'), 'Name or path under which the store knows it; its own without it.'),
  },
});

export const runtime = noun('runtime', {
  area: 'infrastructure',
  doc: 'A serving runtime as the built-in library describes it.',
  in: ['file'],
});

export const words: AreaWords = {
  nouns: [
    cloud,
    tags,
    state,
    network,
    subnet,
    firewall,
    bucket,
    registry,
    cluster,
    pool,
    machine,
    identity,
    channel,
    database,
    secret,
    runtime,
  ],
  verbs: [allowInFirewall, allowInIdentity, stopWhenIdle, send],
};
