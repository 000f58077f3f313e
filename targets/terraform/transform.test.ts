import { describe, expect, it } from 'vitest';
import type { TERRAFORM_DIAGNOSTICS } from './diagnostics.ts';
import { generateText } from './testing/generate-text.ts';

const NET = 'model net { input x : float32[batch, 3], output y : float32[batch, 1] }\n';
const api = (body: string): string =>
  `${NET}service api {\n  serves net on triton\n  runs on tasks\n  ${body}\n}\n`;
const cloud = (body: string): string => `cloud main on aws {\n  state on s3("states")\n  ${body}\n}\n`;

/** A model for each code, and words of its message. */
const REPORTED: Readonly<Record<keyof typeof TERRAFORM_DIAGNOSTICS, readonly [model: string, says: string]>> =
  {
    TN9101: [cloud(`bucket ${'a'.repeat(60)} {}`), 'the name of an S3 bucket has 3 to 63'],
    TN9102: [cloud('bucket lake {}\n  bucket Lake {}'), 'is the name of two elements'],
    TN9103: ['cloud main on gcp {}\n', 'on gcp'],
    TN9104: ['cloud main on aws {}\n', 'local file'],
    TN9105: [cloud('bucket lake { versioning: off, keep: 7d }'), 'keeps no old versions'],
    TN9106: [
      cloud(
        'network net { subnet a { cidr: "10.0.0.0/24", public: true } }\n  cluster pods { pool cpu { machine: "m6i.xlarge" } }',
      ),
      'EKS needs two',
    ],
    TN9107: [cloud('network a {}\n  network b {}\n  cluster pods {}'), 'chooses none'],
    TN9108: [
      cloud('bucket lake {}\n  identity role {\n    trusts: ec2\n    allow pull on lake\n  }'),
      '"pull" on bucket lake',
    ],
    TN9109: [cloud('cluster tasks on ecs {}') + api(''), 'must be given when applying (variable api_image)'],
    TN9110: [
      cloud('cluster spark on emr { pool workers { machine: "m5.xlarge" } }'),
      'called master, core or task',
    ],
    TN9111: [
      cloud('network net { subnet a { cidr: "10.0.0.0/24" } }\n  machine box { machine: "t3.large" }'),
      "can't pull images",
    ],
    TN9112: [
      cloud('cluster spark on emr { pool master { machine: "m5.xlarge" } }'),
      'can read and write no bucket',
    ],
    TN9113: [
      cloud('registry images {}\n  cluster tasks on ecs {}') + api('scale { replicas: 1..3 }'),
      'nothing says what moves',
    ],
    TN9114: [
      cloud('registry images {}\n  cluster tasks on ecs {}') + api('traffic { net@1: 90%, net@2: 10% }'),
      'not split here',
    ],
    TN9115: [
      cloud('registry images {}\n  cluster tasks on ecs {}') +
        api('').replace('on triton', 'on triton { instances: 1 on gpu }'),
      'Fargate, which has none',
    ],
    TN9116: [cloud('bucket lake {}\n  output x : string = lake.colour'), 'no attribute called colour'],
    TN9118: [cloud('cluster pods { stop when idle for 15m }'), 'does not stop by itself'],
    TN9119: [cloud('database store { engine: redis }'), 'is not written'],
    TN9117: [cloud('network net { cidr: "10.0.0.0/26" }'), 'too small'],
  };

describe('what the target cannot carry', () => {
  it.each(Object.entries(REPORTED))('is reported as %s', (code, [model, says]) => {
    const found = generateText(model).diagnostics.filter((diagnostic) => diagnostic.code === code);
    expect(found.map((each) => each.message).join('\n')).toContain(says);
    expect(found[0]).toMatchObject({ file: 'main.tenon', help: expect.any(String) as string });
  });

  it('leaves nothing behind when it is an error', () => {
    expect(generateText(REPORTED.TN9101[0]).files.size).toBe(0);
  });
});

describe('where things go', () => {
  it('puts several clouds into folders of their own, and one at the root', () => {
    const two = generateText(
      'cloud eu on aws { region: "eu-central-1" }\ncloud us on aws { region: "us-east-1" }\n',
    );
    expect([...two.files.keys()].filter((path) => path.endsWith('main.tf'))).toEqual([
      'eu/main.tf',
      'us/main.tf',
    ]);
    expect([...generateText(cloud('')).files.keys()]).toContain('main.tf');
  });

  it('makes a network for what needs one, and none for buckets alone', () => {
    expect(generateText(cloud('cluster pods {}')).files.get('network-network.tf')).toContain('"10.0.0.0/16"');
    expect([...generateText(cloud('bucket lake {}')).files.keys()].join()).not.toContain('network-');
  });

  it('puts a NAT gateway only where something private needs a way out', () => {
    const body =
      'network net { subnet out { cidr: "10.0.0.0/24", public: true }, subnet in { cidr: "10.0.1.0/24" } }\n  ';
    const nat = (where: string): boolean =>
      generateText(cloud(`${body}machine box on net.${where} { machine: "t3.large" }`))
        .files.get('network-net.tf')!
        .includes('aws_nat_gateway');
    expect(nat('in')).toBe(true);
    expect(nat('out')).toBe(false);
  });

  it('never lets text of the model become code', () => {
    const main = generateText(cloud('tags { note: "%{ if true } \\" x" }')).files.get('main.tf')!;
    expect(main).toContain('note   = "%%{ if true } \\" x"');
  });
});

describe('parameters', () => {
  it('become variables with their bounds, also at one end of a range', () => {
    const { files } = generateText(
      `param most : int in 1..9 = 4\n${cloud('cluster pods { pool cpu { machine: "m6i.xlarge", count: 1..most } }')}`,
    );
    expect(files.get('variables.tf')).toContain('condition     = var.most >= 1 && var.most <= 9');
    expect(files.get('cluster-pods.tf')).toContain('max_size     = max(1, var.most)');
    expect(files.get('cluster-pods.tf')).toContain('min_size     = 1');
    expect(files.get('tests/model.tftest.hcl')).toContain('run "refuses_most"');
  });

  it('of quantities are in base units', () => {
    const { files } = generateText(
      `param size : bytes = 100GiB\n${cloud('machine box { machine: "t3.large", disk: size }')}`,
    );
    expect(files.get('variables.tf')).toContain('default     = 107374182400');
    expect(files.get('machine-box.tf')).toContain('ceil(var.size / 1073741824)');
  });
});
