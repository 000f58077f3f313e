import { describe, expect, it } from 'vitest';
import { refactored, refusal } from '../testing/try-refactoring.ts';
import { inlineTemplate } from './inline-template.ts';

const SITES = `package shop.sites

param zones : int = 3
recovery patient { retry 4 times }

template site(place : string, kind : machine = "g5.2xlarge", limit : int in 1..64 = 4) for cloud {
  region: place
  network net { cidr: "10.0.0.0/16", zones: zones }
  bucket lake { versioning: on }
  cluster serving on net {
    pool gpu { machine: kind, count: 0..limit }  // grows
  }
}

template model_api(net : model, at : cloud, reach : range = 1..3) for service {
  serves net on triton { instances: 1 on gpu }
  runs on at.serving
  scale { replicas: reach, keep gpu_utilization < 75% }
  objective { latency.p99 < 150ms, availability >= 99.5% }
  on failure use patient
}

/// Where it began.
cloud eu on aws = site("eu-central-1", limit: 2 + 2)
`;
const APIS = `package shop.apis

import shop.sites.{ model_api, eu }

model churn { input x : float32[batch, 20], output y : float32[batch, 1] }

service churn_api = model_api(churn, eu)
service score_api = model_api(churn, eu, reach: 2..3) {
  objective { latency.p99 < 60ms }
  monitor throughput < 1/s then retry 2 times
}
`;
const FILES = { 'sites.tenon': SITES.replace('cloud eu on aws = site(', 'cloud eu = site('), 'apis.tenon': APIS }; // prettier-ignore
const at = (path: keyof typeof FILES, piece: string): Record<string, string> => ({
  ...FILES,
  [path]: FILES[path].replace(piece, `‸${piece}`),
});

describe('what a template says', () => {
  it('is written into one declaration with its arguments, and its names are imported', async () => {
    const after = await refactored(inlineTemplate, at('apis.tenon', 'service churn_api'), 'here');
    expect(after['apis.tenon']).toContain('import shop.sites.{ model_api, eu, patient }');
    expect(after['apis.tenon']).toContain(`service churn_api {
  serves churn on triton { instances: 1 on gpu }
  runs on eu.serving
  scale { replicas: 1..3, keep gpu_utilization < 75% }
`);
    expect(after['sites.tenon']).toBe(FILES['sites.tenon']);
  });

  it('is laid under what the declaration says itself', async () => {
    const after = await refactored(inlineTemplate, at('apis.tenon', 'service score_api'), 'here');
    expect(after['apis.tenon']).toContain(`  objective { latency.p99 < 60ms, availability >= 99.5% }
  on failure use patient
  monitor throughput < 1/s then retry 2 times
}`);
  });

  it('is written everywhere, and the template goes with its imports', async () => {
    const after = await refactored(inlineTemplate, at('sites.tenon', 'template model_api'), 'everywhere');
    expect(after['sites.tenon']).not.toContain('model_api');
    expect(after['apis.tenon']).toContain('import shop.sites.{ eu, patient }');
    expect(after['apis.tenon']).not.toContain('model_api');
    const site = await refactored(inlineTemplate, at('sites.tenon', 'cloud eu'), 'everywhere');
    expect(site['sites.tenon']).toContain('/// Where it began.\ncloud eu {\n  region: "eu-central-1"\n');
    expect(site['sites.tenon']).toContain('pool gpu { machine: "g5.2xlarge", count: 0..(2 + 2) }  // grows');
  });

  it('stays where an argument is missing', async () => {
    const text = 'package a\ntemplate t(place : string) for cloud { region: place }\n‸cloud eu = t()\n';
    expect(await refusal(inlineTemplate, { 'a.tenon': text }, 'here')).toContain('no place');
  });
});
