import { describe, expect, it } from 'vitest';
import { offersIn, refactored, refusal } from '../testing/try-refactoring.ts';
import { extractParameter } from './extract-parameter.ts';

const SERVICE = `package shop.fraud

import shop.data.{ net }

service api {
  serves net on triton { instances: 2 on cpu, batch 1..64 within 2ms }
  objective { latency.p99 < 20ms }
  on failure retry 3 times backoff exponential from 2ms to 10m
}
`;
const NET = `package shop.data

model net {
  input  x : float32[batch, 3]
  output y : float32[batch, 1]
}
`;
const files = (service: string): Record<string, string> => ({ 'api.tenon': service, 'net.tenon': NET });
const at = (piece: string, text = SERVICE): Record<string, string> => files(text.replace(piece, `‸${piece}`));

describe('a value becomes a parameter', () => {
  it('with the name of its property, below the imports, and the model stays as it is', async () => {
    const after = await refactored(extractParameter, at('2 on cpu'), 'one');
    expect(after['api.tenon']).toContain('{ net }\n\nparam instances : int = 2\n\nservice');
    expect(after['api.tenon']).toContain('instances: instances on cpu');
  });

  it('with its unit, in all places that say the same, also in another unit', async () => {
    const text = SERVICE.replace('from 2ms', 'from 2000us');
    const after = await refactored(extractParameter, at('2ms', text), 'all');
    expect(after['api.tenon']).toMatch(/param \w+ : duration = 2ms\n/u);
    expect(after['api.tenon']).not.toMatch(/within 2ms|from 2000us/u);
  });

  it('below the parameters that are there, with their line ends', async () => {
    const text = SERVICE.replace('service api', 'param other : int = 1  // why\n\nservice api');
    const after = await refactored(
      extractParameter,
      { ...at('2 on cpu', text.replaceAll('\n', '\r\n')) },
      'one',
    );
    expect(after['api.tenon']).toContain('= 1  // why\r\nparam instances : int = 2\r\n\r\nservice');
  });

  it('with a name that nothing has yet', async () => {
    const text = SERVICE.replace('service api', 'param instances : int = 1\n\nservice api');
    const after = await refactored(extractParameter, at('2 on cpu', text), 'one');
    expect(after['api.tenon']).toContain('param api_instances : int = 2');
  });

  it('of the template around it', async () => {
    const text = SERVICE.replace('service api {', 'template api_like for service {').concat(
      'service one = api_like()\n',
    );
    const after = await refactored(extractParameter, at('2 on cpu', text), 'template');
    expect(after['api.tenon']).toContain('template api_like(instances : int = 2) for service {');
  });

  it('as a range, when a whole range is selected', async () => {
    const text = SERVICE.replace('objective', 'scale { replicas: «1..4» }\n  objective');
    const after = await refactored(extractParameter, files(text), 'one');
    expect(after['api.tenon']).toContain('param replicas : range = 1..4');
    expect(after['api.tenon']).toContain('scale { replicas: replicas }');
  });

  it('where a limit is meant, with a name that says so', async () => {
    const after = await refactored(extractParameter, at('20ms'), 'one');
    expect(after['api.tenon']).toContain('param latency_p99_limit : duration = 20ms');
  });
});

describe('no value', () => {
  it('is offered for words, names and parameters', () => {
    for (const piece of ['triton', 'api {', 'net on', 'exponential']) {
      expect(offersIn(extractParameter, at(piece))).toEqual([]);
    }
    const text = SERVICE.replace('service api', 'param other : int = 1\n\nservice api');
    expect(offersIn(extractParameter, at('1\n\nservice', text))).toEqual([]);
  });

  it('may stand for the size of a type', () => {
    const marked = { 'api.tenon': SERVICE, 'net.tenon': NET.replace('3]', '‸3]') };
    expect(offersIn(extractParameter, marked)).toEqual([
      { title: 'Extract parameter', refusal: expect.stringContaining('type') },
    ]);
  });

  it('comes about where the model would not be the same, or be worse than before', async () => {
    const text = 'package a\nchannel oncall { via: slack, to: "#x", url: secret(‸"webhook") }\n';
    expect(await refusal(extractParameter, { 'a.tenon': text }, 'one')).toContain('is a secret by its name');
  });
});
