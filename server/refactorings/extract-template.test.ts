import { describe, expect, it } from 'vitest';
import { offersIn, refactored, refusal } from '../testing/try-refactoring.ts';
import { extractTemplate } from './extract-template.ts';

const MODELS = `package shop

cloud eu on aws { region: "eu-central-1", network net { cidr: "10.0.0.0/16" }, cluster serving on net { pool p { machine: "g5.xlarge", count: 1..2 } } }
cloud us on aws { region: "us-east-1", network net { cidr: "10.0.0.0/16" }, cluster serving on net { pool p { machine: "g5.xlarge", count: 1..2 } } }
model churn { input x : float32[batch, 20], output y : float32[batch, 1] }
model score { input x : float32[batch, 20], output y : float32[batch, 1] }
`;
const SERVICES = `package shop

/// Who leaves.
service churn_api {
  serves churn on triton { instances: 1 on gpu }
  runs on eu.serving
  scale { replicas: 1..3, keep gpu_utilization < 75% }  // see the wiki
  objective { latency.p99 < 150ms }
}

/// Who pays.
service score_api {
  serves score on triton { instances: 1 on gpu }
  runs on us.serving
  scale { replicas: 2..3, keep gpu_utilization < 75% }
  objective { latency.p99 < 60ms }
}

deployment d { uses [churn_api, score_api] }
`;
const at = (piece: string): Record<string, string> => ({
  'models.tenon': MODELS,
  'services.tenon': SERVICES.replace(piece, `‸${piece}`),
});

describe('a template is extracted', () => {
  it('from one declaration, which is made from it afterwards', async () => {
    const after = (await refactored(extractTemplate, at('service churn_api'), 'one'))['services.tenon'];
    expect(after).toContain(
      'template churn_api_template for service {\n  serves churn on triton { instances: 1 on gpu }\n',
    );
    expect(after).toContain('75% }  // see the wiki\n');
    expect(after).toContain(
      '}\n\n/// Who leaves.\nservice churn_api = churn_api_template()\n\n/// Who pays.',
    );
  });

  it('from several that differ in values, which become its parameters', async () => {
    const after = (await refactored(extractTemplate, at('service churn_api'), 'similar'))['services.tenon'];
    expect(after).toMatch(/^template any_api\(serves : model, runs_on : cloud, replicas : int, latency_p99_limit : duration\) for service \{/mu); // prettier-ignore
    expect(after).toContain('scale { replicas: replicas..3, keep');
    expect(after).toContain(
      'service score_api = any_api(serves: score, runs_on: us, replicas: 2, latency_p99_limit: 60ms)\n\ndeployment d',
    );
  });

  it('only from what templates are for, and what is not made from one', async () => {
    expect(await refusal(extractTemplate, { 'a.tenon': '‸entity e { key: id }\n' }, 'one')).toContain('e is an entity'); // prettier-ignore
    const made = 'package a\ntemplate t for cloud { region: "x" }\n‸cloud eu = t()\n';
    expect(await refusal(extractTemplate, { 'a.tenon': made }, 'one')).toContain('from a template already');
    expect(offersIn(extractTemplate, at('objective'))).toEqual([]);
  });

  it('not when its body could not be understood alone', async () => {
    const text = 'package a\nsource s { event_time: t, schema { id : string key, amount : float64, t : timestamp } }\nentity e { key: id }\n‸features f of e from s { n = avg(amount) over 7d }\n'; // prettier-ignore
    expect(await refusal(extractTemplate, { 'a.tenon': text }, 'one')).toMatch(/amount/u);
  });
});
