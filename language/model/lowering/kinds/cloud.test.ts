import { describe, expect, it } from 'vitest';
import { Project } from '../../../project/project.ts';
import type { Cloud } from '../../infrastructure.ts';

function cloudOf(text: string, environment?: string): Cloud {
  const project = new Project();
  project.setFile('main.tenon', `package shop.platform\n${text}`);
  const resolution = project.resolve(environment);
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  const found = resolution.system.elements.find((element) => element.kind === 'cloud');
  if (found === undefined) throw new Error('There is no cloud.');
  return found;
}

const resource = <K extends Cloud['resources'][number]['kind']>(cloud: Cloud, kind: K) =>
  cloud.resources.find((one): one is Extract<Cloud['resources'][number], { kind: K }> => one.kind === kind)!;

describe('a cloud', () => {
  it('has defaults for what is not written', () => {
    const cloud = cloudOf('cloud main { bucket lake {}, cluster pods {} }');
    expect(cloud.provider).toMatchObject({ value: 'aws', origin: { layer: 'default' } });
    expect(resource(cloud, 'bucket')).toMatchObject({
      versioning: { value: true },
      encryption: { value: 'aes256' },
    });
    expect(resource(cloud, 'cluster').platform.value).toBe('eks');
    expect(cloud.state).toBeUndefined();
  });

  it('names buckets after package, cloud and environment, as locations do', () => {
    const text =
      'cloud main on aws { bucket lake {} }\nsource s { location: "s3://${lake.name}/x/" }\nenvironment prod {}\n';
    expect(resource(cloudOf(text, 'prod'), 'bucket').physicalName).toBe('shop-main-prod-lake');
    const project = new Project();
    project.setFile('main.tenon', `package shop.platform\n${text}`);
    const resolution = project.resolve('prod');
    const source =
      'system' in resolution ? resolution.system.elements.find((one) => one.kind === 'source') : undefined;
    expect(source?.location?.value).toBe('s3://shop-main-prod-lake/x/');
  });

  it('keeps the parameter that gave a value, also at one end of a range', () => {
    const pool = resource(
      cloudOf(
        'param most : int = 4\nparam kind : string = "g5.2xlarge"\ncloud main { cluster pods { pool gpu { machine: kind, count: 1..most } } }',
      ),
      'cluster',
    ).pools[0]!;
    expect(pool.machine).toMatchObject({
      value: 'g5.2xlarge',
      parameter: { qualifiedName: 'shop.platform.kind' },
    });
    expect(pool.max).toMatchObject({ value: 4, parameter: { qualifiedName: 'shop.platform.most' } });
    expect(pool.min).not.toHaveProperty('parameter');
    expect(pool.facts?.gpu).toMatchObject({ name: 'A10G', count: 1 });
  });

  it('made from a template owns what the template declares', () => {
    const cloud = cloudOf(
      'template site(place : string) for cloud {\n region: place\n network net {}\n bucket lake {}\n cluster pods on net {}\n}\ncloud eu = site("eu-central-1")\n',
    );
    expect(cloud.region.value).toBe('eu-central-1');
    expect(resource(cloud, 'bucket')).toMatchObject({
      qualifiedName: 'shop.platform.eu.lake',
      physicalName: 'shop-eu-lake',
    });
    expect(resource(cloud, 'cluster').network?.qualifiedName).toBe('shop.platform.eu.net');
  });

  it('gets its state from the environment when it has none of its own', () => {
    const text =
      'cloud main {}\nenvironment base { state on s3("shared", lock: off) }\nenvironment prod extends base {}\n';
    expect(cloudOf(text, 'prod').state).toMatchObject({
      bucket: { value: 'shared', origin: { layer: 'environment' } },
      lock: false,
    });
    expect(
      cloudOf(text.replace('cloud main {}', 'cloud main { state on s3("own") }'), 'prod').state,
    ).toMatchObject({ bucket: { value: 'own' }, lock: true });
  });

  it('is overridden by an environment, value by value', () => {
    const text =
      'cloud main { cluster pods { pool cpu { machine: "m6i.xlarge", count: 1..2 } } }\nenvironment prod { cloud main { cluster pods { pool cpu { count: 3..9 } } } }\n';
    const pool = resource(cloudOf(text, 'prod'), 'cluster').pools[0]!;
    expect([pool.min.value, pool.max.value, pool.machine.value]).toEqual([3, 9, 'm6i.xlarge']);
    expect(pool.max.origin.layer).toBe('environment');
  });

  it('reads firewalls, permissions and outputs', () => {
    const cloud = cloudOf(`cloud main {
      network net { firewall web { allow tcp(443) from "0.0.0.0/0", allow udp(53) from net } }
      bucket lake {}
      identity role {
        trusts: ec2
        allow [read, write] on lake
      }
      output place : string = lake.arn
    }`);
    expect(resource(cloud, 'network').firewalls[0]!.rules).toMatchObject([
      { protocol: 'tcp', port: 443, from: { value: '0.0.0.0/0' } },
      { protocol: 'udp', port: 53, from: { kind: 'network', qualifiedName: 'shop.platform.main.net' } },
    ]);
    expect(resource(cloud, 'identity').allows).toMatchObject([
      { actions: ['read', 'write'], on: { kind: 'bucket' } },
    ]);
    expect(resource(cloud, 'output').value).toMatchObject({
      ref: { qualifiedName: 'shop.platform.main.lake' },
      attribute: 'arn',
    });
  });
});
