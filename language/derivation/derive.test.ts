import { describe, expect, it } from 'vitest';
import { factsOf, tensor } from '../rules/testing/facts.ts';
import { projectOf } from '../testing/findings.ts';
import { allFacts, factText, type Derivation } from './derivation.ts';
import { derive, deriveElement } from './derive.ts';
import { shortWhy } from './short-why.ts';
import { whereTheyPart } from './where-they-part.ts';

const MODEL = `package shop

source swipes {
  event_time: at
  schema {
    card_id : string key
    amount  : float64
    place   : struct[country: string, zip: string?]
    at      : timestamp
  }
}
entity card { key: card_id }
features activity of card from swipes {
  avg_7d  : float32 = avg(amount) over 7d
  count_1h          = count() over 1h
  country           = last(place.country) over 1d
}
features twice of card from activity { double : float32 = activity.avg_7d * 2 }
bundle now { takes [activity.avg_7d, activity.count_1h, twice] }

param copies : int = 1
param limit : float = 100

training net on swipes {
  entrypoint: "train.py"
  label: amount > 100
  runs on pool { nodes: 2, gpus_per_node: 8 }
}
model net {
  artifact: onnx("net.onnx")
  input  features : float32[batch, 3] from now
  output score    : float32[batch, 1]
}
pipeline nightly {
  schedule: cron("0 3 * * *", zone: "UTC")
  step rows     = read swipes
  step rich     = map rows { cents = amount * limit, drop: [place] }
  step per_card = aggregate rich by card_id { total = sum(cents) }
  step examples = join rows with now
  step sets     = split examples by card_id { train: 80%, eval: 20% }
  step fit      = train net on sets.train
  step scored   = predict net on examples
}
service api {
  serves net on triton { instances: 1 on gpu, batch 1..16 within 2ms }
  scale { replicas: copies..4 }
}
template basic(of : model, most : int = 3) for service { serves of on triton, scale { replicas: 1..most } }
service other = basic(net)
cloud main on aws {
  region: "eu-central-1"
  cluster c on eks { pool pool { machine: "p4d.24xlarge", count: 2 } }
}
environment base { param copies = 2 }
environment prod extends base { param copies = 3, service api { scale { replicas: 2..8 } } }
`;

const project = projectOf(
  MODEL,
  factsOf({
    'net.onnx': {
      inputs: [tensor('features: float32[batch, 3]')],
      outputs: [tensor('score: float32[batch, 1]')],
    },
  }),
);

function why(name: string, environment?: string): Derivation {
  const found = derive(project, environment, name);
  if ('problem' in found) throw new Error(`${found.problem.message} ${found.problem.help ?? ''}`);
  return found.derivations[0]!;
}

/** The facts as indented lines; what was told above is not told again. */
function tree(root: Derivation): string[] {
  const told = new Set<Derivation>();
  const lines = (fact: Derivation, depth: number): string[] => {
    const again = told.has(fact);
    told.add(fact);
    return [
      `${'  '.repeat(depth)}${factText(fact)}`,
      ...(again ? [] : fact.from.flatMap((each) => lines(each, depth + 1))),
    ];
  };
  return lines(root, 0);
}

describe('derive', () => {
  it('goes from the tensor of a file over features back to the columns', () => {
    expect(tree(why('net.onnx#features'))).toEqual([
      'input features : float32[batch, 3]',
      '  input features : float32[batch, 3]',
      '    features[0] = activity.avg_7d : float32',
      '      avg_7d : float32 = avg(amount) over 7d',
      '        avg(amount) over 7d : float64?',
      '          amount : float64',
      '    features[1] = activity.count_1h : float32',
      '      count_1h = count() over 1h : int64',
      '        count() over 1h : int64',
      '    features[2] = twice.double : float32',
      '      double : float32 = activity.avg_7d * 2',
      '        activity.avg_7d * 2 : float32',
      '          avg_7d : float32 = avg(amount) over 7d',
      '    input features : float32[batch, 3]',
    ]);
  });

  it('says the rule and the place of each fact', () => {
    const facts = allFacts(why('net.features'));
    const because = (text: string) => facts.find((fact) => fact.text.startsWith(text))?.because;
    expect(because('features[1]')).toBe('int64 is cast to float32: whole numbers beyond 2^24 are rounded.');
    expect(because('avg_7d')).toBe(
      'float64? is cast to float32: numbers are rounded to 7 digits; null becomes NaN, which sums and comparisons take for a number.',
    );
    expect(because('avg(amount)')).toBe(
      'avg gives float64, and null where the window has no value; the window is 7d.',
    );
    expect(because('count() over')).toBe(
      'count gives int64 and 0 where there is no row, never null; the window is 1h.',
    );
    for (const fact of facts)
      expect({ text: fact.text, line: fact.origin?.range.start.line }).not.toMatchObject({ line: undefined });
  });

  it('follows fields of structs to their column', () => {
    expect(tree(why('activity.country'))).toEqual([
      'country = last(place.country) over 1d : string?',
      '  last(place.country) over 1d : string?',
      '    place : struct[country: string, zip: string?]',
    ]);
  });

  it.each([
    ['activity', ['features activity of card from swipes', '  avg_7d : float32 = avg(amount) over 7d']],
    ['now', ['bundle now', '  avg_7d : float32 = avg(amount) over 7d']],
    ['net.score', ['output score : float32[batch, 1]', '  output score : float32[batch, 1]']],
    ['api.features', ['input features : float32[batch, 3]', '  input features : float32[batch, 3]']],
    ['nightly.per_card.total', ['total = sum(cents) : float64?', '  cents = amount * limit : float64']],
    ['nightly.examples.amount', ['amount : float64', '  amount : float64']],
    ['nightly.scored.score', ['score : float32', '  output score : float32[batch, 1]']],
    ['nightly.scored.avg_7d', ['avg_7d : float32', '  avg_7d : float32']],
    ['nightly.sets.train', ['step sets = split examples by card_id', '  step examples = join rows with now']],
    ['net.label', ['label = amount > 100 : bool', '  amount > 100 : bool']],
    ['shop.net.world_size', ['worldSize = 16', '  nodes = 2']],
    ['nightly.schedule', ['schedule = { cron: 0 3 * * *, zone: UTC }', '  cron = 0 3 * * *']],
    ['other.scale.max', ['scale.max = 3', '  scale.max = 1']],
    ['main', ['cloud main on aws']],
  ])('knows %s', (name, lines) => {
    expect(tree(why(name)).slice(0, 2)).toEqual(lines);
  });

  it('shows the layers of a value in an environment', () => {
    expect(tree(why('copies'))).toEqual(['param copies : int64 = 1']);
    expect(tree(why('copies', 'prod'))).toEqual([
      'param copies : int64 = 3',
      '  copies = 2',
      '    copies = 1',
    ]);
    expect(why('copies', 'prod').because).toBe('Environment prod sets it. It covers 2.');
    expect(tree(why('api.scale.min'))).toEqual([
      'scale.min = 1',
      '  param copies : int64 = 1',
      '  scale.min = 1',
    ]);
    expect(tree(why('api.scale.min', 'prod'))[0]).toBe('scale.min = 2');
  });

  it('has both elements that share a name', () => {
    const found = derive(project, undefined, 'shop.net');
    expect('derivations' in found && found.derivations.map(({ subject }) => subject.kind).sort()).toEqual([
      'model',
      'training',
    ]);
  });

  it.each([
    ['net.featuers', undefined, 'Nothing is called net.featuers. Did you mean shop.net.features?'],
    ['activity.avg_7d', 'prodd', 'There is no environment prodd. Did you mean prod?'],
    [
      'nte.onnx#features',
      undefined,
      'No model of the project has the file nte.onnx. Did you mean net.onnx#features?',
    ],
    ['net.onnx#x', undefined, 'net.onnx has no tensor x. It has features, score.'],
  ])('says what is wrong with %s in %s', (name, environment, said) => {
    const found = derive(project, environment, name);
    expect('problem' in found && `${found.problem.message} ${found.problem.help ?? ''}`).toBe(said);
  });

  it('ends where something follows from itself', () => {
    const circle = projectOf(
      'package a\nentity e { key: k }\nfeatures x of e from y { u = v + 1 }\nfeatures y of e from x { v = u + 1 }\n',
    );
    const found = derive(circle, undefined, 'x.u');
    expect('derivations' in found && allFacts(found.derivations[0]!).at(-1)?.because).toBe(
      'It follows from itself: this is a circle.',
    );
  });

  it('of a pipeline of thousands of steps is cut', () => {
    const steps = Array.from({ length: 3000 }, (_, index) => `  step s${index + 1} = sort s${index} by k`);
    const long = projectOf(
      `package a\nsource r { schema { k : string } }\npipeline p {\n  step s0 = read r\n${steps.join('\n')}\n}\n`,
    );
    const found = derive(long, undefined, 'p.s3000');
    expect('derivations' in found && allFacts(found.derivations[0]!).at(-1)?.because).toContain(
      'The chain goes on',
    );
  });
});

describe('an ensemble', () => {
  const ensemble = projectOf(`package talk
model ear { input sound : float32[batch, n], output steps : float32[batch, n/8, 4] }
model mouth { input steps : float32[batch, k, 4], output words : int64[batch, 10] }
service api on triton {
  input sound : float32[n]
  step heard = run ear on sound
  step said  = run mouth on heard
  output words from said
}
`);
  it('says what fills each model, what happens to the batch axis, and the type of an output', () => {
    const found = derive(ensemble, undefined, 'api.words');
    const facts = 'derivations' in found ? allFacts(found.derivations[0]!) : [];
    expect(facts.map(factText)).toEqual([
      'output words : int64[batch, 10]',
      'step said = run mouth on heard',
      'model mouth',
      'step heard = run ear on sound',
      'model ear',
      'input sound : float32[n]',
    ]);
    expect(facts.flatMap(({ because }) => (because.startsWith('It runs') ? [because] : []))).toEqual([
      'It runs mouth: steps gets heard.steps (float32[batch, n/8, 4] into float32[batch, k, 4]).',
      'It runs ear: sound gets sound (float32[n] into float32[batch, n], which puts the rows together).',
    ]);
  });
});

describe('shortWhy', () => {
  it('is one line with the rule and what decides', () => {
    expect(shortWhy(why('activity.count_1h'))).toBe(
      'No type is declared in activity, so it has the type of its formula. ← count() over 1h : int64',
    );
  });

  it('is there for those who have a model at hand', () => {
    const found = project.model(undefined);
    if ('problem' in found) throw new Error(found.problem.message);
    const derivation = deriveElement(found.model, { kind: 'feature', qualifiedName: 'shop.activity.avg_7d' });
    expect(shortWhy(derivation!)).toContain('← avg(amount) over 7d : float64? ← amount : float64');
  });
});

describe('whereTheyPart', () => {
  it('gives two chains up to the first fact that both have', () => {
    const { left, right, shared } = whereTheyPart(why('twice.double'), why('net.features'));
    expect(left.map(({ text }) => text)).toEqual([
      'double : float32 = activity.avg_7d * 2',
      'activity.avg_7d * 2 : float32',
    ]);
    expect(right.map(({ text }) => text)).toEqual([
      'input features : float32[batch, 3]',
      'features[0] = activity.avg_7d : float32',
    ]);
    expect(shared?.text).toBe('avg_7d : float32 = avg(amount) over 7d');
    expect(left[0]?.origin?.range.start.line).toBe(17);
  });

  it('gives all of both when they share nothing', () => {
    const { left, right, shared } = whereTheyPart(why('net.score'), why('swipes.amount'));
    expect([left.length, right.length, shared]).toEqual([2, 1, undefined]);
  });
});

describe('recovery', () => {
  const TEXT = `package shop
source swipes { location: "s3://lake/swipes/", schema { card_id : string key, amount : float64 } }
channel oncall { via: email, to: "oncall@example.org" }
sink rest { location: "s3://lake/rest/" }
pipeline nightly {
  step rows  = read swipes
  step clean = validate rows { expect amount > 0, on failure isolate to rest }
  on failure retry 3 times backoff exponential from 30s to 10m then alert oncall
}
pipeline plain { step rows = read swipes }
`;
  const chain = (name: string): string[] => {
    const result = derive(projectOf(TEXT), undefined, name);
    if ('problem' in result) throw new Error(result.problem.message);
    return allFacts(result.derivations[0]!).map(({ text, because }) => `${text}: ${because}`);
  };

  it('of a step is its own, and names what it covers', () => {
    expect(chain('nightly.clean.recovery')).toEqual([
      'recovery of clean: For each event the nearest handler holds.',
      'on failure isolate to rest: It is said by clean itself.',
      'on failure retry 3 times backoff exponential from 30s to 10m then alert oncall: It is said by pipeline nightly, and covered by the nearer one.',
    ]);
  });

  it('comes from around when the step says nothing', () => {
    expect(chain('nightly.rows.recovery')[1]).toContain(
      'rows says nothing for this event, so what pipeline nightly says holds.',
    );
  });

  it('may be nothing at all', () => {
    expect(chain('plain.rows.recovery')).toEqual([
      'recovery of rows: Nothing says what happens when it fails: neither rows nor pipeline plain.',
    ]);
  });
});
