import { describe, expect, it } from 'vitest';
import { expectFindings, projectOf } from '../testing/findings.ts';

const SOURCE = `source swipes {
  event_time: swiped_at
  location: "data/swipes.parquet"
  schema { card_id : string key, amount : float64, kind : enum[chip, web], swiped_at : timestamp }
}
`;
const MODEL = `model net {
  artifact: onnx("net.onnx")
  input  x     : float32[batch, 3]
  output score : float32[batch, 1]
}
`;

describe('names that a word brings', () => {
  it('are known inside it and nowhere else', () => {
    expectFindings(`${MODEL}optimize small from net {
  step thin = simplify net { require top1 >= baseline.top1 - 0.01 }
}
claim same { require auc >= baseline.auc } // ! TN1010 baseline is not a metric
`);
  });

  it('are known in the line of a verb, too', () => {
    expectFindings(`${MODEL}optimize small from net { step thin = simplify net }
pipeline p {
  step nets = run small
  step pick = choose nets by latency.p99 where device == "gpu"
  step odd  = choose nets by latency.p99 where place == "gpu" // ! TN1010 place is not a metric
}
`);
  });
});

describe('rows', () => {
  it('may have properties in braces', () => {
    expectFindings(`source people {
  location: "data/people.parquet"
  schema {
    name : string pii { mask: hash }
    mail : string pii { mask: hide } // ! TN1102 found hide
    city : string { msk: hash } // ! TN1101 It has mask.
  }
}
`);
  });

  it('of an experiment name versions and shares', () => {
    expectFindings(`${MODEL}service api { serves net on triton }
experiment e on api {
  split by user_id {
    control   : net@4 { share: 50% }
    treatment : nett@5 { share: 50 } // ! TN1010 Did you mean net?; TN1102 a share
  }
}
`);
  });
});

describe('blocks of a property', () => {
  it('name its words and the elements that stand for them', () => {
    expectFindings(`${SOURCE}entity card { key: card_id }
database redis_main
features now of card from swipes {
  stores: { online: redis_main, offlin: redis_main } // ! TN1102 Did you mean offline?
  n = count() over 1h
}
`);
  });
});

describe('metrics', () => {
  it('are formulas over the rows or measures of what they are of', () => {
    expectFindings(`${SOURCE}${MODEL}service api { serves net on triton }
metric share_web = count_if(kind == web) / count() of swipes
metric slowness  = latency.p99 of api
metric wrong     = sum(amont) of swipes // ! TN1010 Did you mean amount?
`);
  });
});

describe('enumerations', () => {
  it('are compared with their symbols, also in lists', () => {
    expectFindings(`${SOURCE}pipeline p {
  step rows = read swipes where kind in [chip, web]
  step odd  = read swipes where kind in [chip, wbe] // ! TN1010 wbe
}
`);
  });
});

describe('durations', () => {
  it('stay durations when they are multiplied', () => {
    expectFindings(`${SOURCE}pipeline p {
  step rows = read swipes
  step good = validate rows {
    expect freshness() <= 12h * 3
    expect freshness() <= 12 * 3 // ! TN1113 A duration can't be compared with
  }
}
`);
  });
});

describe('loops', () => {
  it('declare their variable', () => {
    expectFindings(`${SOURCE}${MODEL}pipeline p {
  param keys : table
  for each batch in keys {
    step guess = predict net on batch
    step other = predict net on batsh // ! TN1010 Did you mean batch?
  }
}
`);
    const project = projectOf(`pipeline p {\n  for each batch in keys { }\n}\n`);
    const loop = project.files.get('model.tenon')!.symbols.declared[0]!.members.get('batch');
    expect(loop).toMatchObject({ kind: 'item', qualifiedName: 'p.batch' });
  });
});

describe('arguments of a template', () => {
  it('name elements of the kind that the parameter has', () => {
    expectFindings(`${MODEL}template api(net : model, most : int = 3) for service {
  serves net on triton
  scale { replicas: 1..most, keep cpu_utilization < 70% }
}
service a = api(net)
service b = api(nett, most: 5) // ! TN1010 Did you mean net?
`);
  });
});
