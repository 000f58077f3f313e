import { describe, expect, it } from 'vitest';
import { scalarTable } from '../../testing/column-facts.ts';
import { markedText } from '../../testing/marked-text.ts';
import { hostOf, modelFile } from '../../testing/model-files.ts';
import { renamedTexts, tryRename } from '../../testing/try-rename.ts';
import { prepareRename } from './rename.ts';

const DATA = `package shop.data

source swipes {
  format: parquet
  event_time: swiped_at
  schema {
    card_id   : string key
    amount    : float64
    swiped_at : timestamp
  }
}
entity card { key: card_id }
`;
const FEATURES = `package shop.fraud

import shop.data.{ swipes as rows, card }

features activity of card from rows {
  amount_avg_7d : float64 = avg(amount) over 7d
  swipes_1h               = count() over 1h
}
`;

/** Texts of a project after a rename at the cursor of one of them. */
async function after(
  files: Readonly<Record<string, string>>,
  path: string,
  newName: string,
): Promise<Record<string, string>> {
  const { text, position } = markedText(files[path]!);
  const host = hostOf({ ...files, [path]: text });
  return renamedTexts(host, await tryRename(host, path, position, newName));
}

async function problem(
  files: Readonly<Record<string, string>>,
  path: string,
  newName: string,
): Promise<string> {
  const { text, position } = markedText(files[path]!);
  const renamed = await tryRename(hostOf({ ...files, [path]: text }), path, position, newName);
  return renamed && 'problem' in renamed ? renamed.problem : 'no problem';
}

describe('a rename', () => {
  it('follows a column to formulas, keys and the event time, and to columns that are joined with it', async () => {
    const amount = await after(
      { 'd.tenon': DATA.replace('amount ', 'amo‸unt '), 'f.tenon': FEATURES },
      'd.tenon',
      'price',
    );
    expect(amount['f.tenon']).toContain('avg(price) over 7d');
    const time = await after({ 'd.tenon': DATA.replace('swiped_at :', '‸swiped_at :') }, 'd.tenon', 'at');
    expect(time['d.tenon']).toContain('event_time: at');
    const key = await after(
      { 'd.tenon': DATA.replace('key: card_id', 'key: card‸_id'), 'f.tenon': FEATURES },
      'd.tenon',
      'card_number',
    );
    expect(key['d.tenon']).toContain('card_number   : string key');
    expect(key['d.tenon']).toContain('entity card { key: card_number }');
  });

  it('leaves the name that an import gave, and renames that name in its file only', async () => {
    const declared = await after(
      { 'd.tenon': DATA.replace('source swipes', 'source swi‸pes'), 'f.tenon': FEATURES },
      'd.tenon',
      'payments',
    );
    expect(declared['f.tenon']).toContain('import shop.data.{ payments as rows, card }');
    expect(declared['f.tenon']).toContain('from rows {');
    const alias = await after(
      { 'd.tenon': DATA, 'f.tenon': FEATURES.replace('from rows', 'from r‸ows') },
      'f.tenon',
      'taps',
    );
    expect(alias['d.tenon']).toBe(DATA);
    expect(alias['f.tenon']).toContain('{ swipes as taps, card }');
    expect(alias['f.tenon']).toContain('from taps {');
  });

  it('reaches names inside texts, segment by segment, and overrides of environments', async () => {
    const text = `package a
cloud main on aws { bucket lake { versioning: on } }
source s { location: "s3://\${main.lake.name}/x/", schema { id : string key } }
environment prod { cloud main { bucket la‸ke { keep: 90d } } }
`;
    const renamed = await after({ 'a.tenon': text }, 'a.tenon', 'store');
    expect(renamed['a.tenon']).toContain('bucket store { versioning');
    expect(renamed['a.tenon']).toContain('${main.store.name}');
    expect(renamed['a.tenon']).toContain('bucket store { keep');
  });

  it('knows parts of a split, columns that steps compute, arguments of templates and parameters of pipelines', async () => {
    const text = `package a
source orders { schema { id : string key, city : string, at : timestamp } }
pipeline one { param region : string, step all = read orders }
pipeline nightly {
  step rows  = read orders
  step sums  = aggregate rows by city { people = count() }
  step order = sort sums by peo‸ple
  step sets  = split rows by id { train: 80%, eval: 20% }
  step check = validate sets.train { expect not_null(id) }
  step north = run one with { region: "north" }
}
template site(place : string) for cloud { region: place }
cloud eu = site(place: "eu-central-1")
`;
    expect((await after({ 'a.tenon': text }, 'a.tenon', 'heads'))['a.tenon']).toMatch(
      /heads = count[^]*by heads/u,
    );
    const at = (piece: string): string => text.replace('‸', '').replace(piece, `‸${piece}`);
    expect((await after({ 'a.tenon': at('train:') }, 'a.tenon', 'learn'))['a.tenon']).toContain('sets.learn');
    expect((await after({ 'a.tenon': at('region : string') }, 'a.tenon', 'part'))['a.tenon']).toContain('with { part:'); // prettier-ignore
    expect((await after({ 'a.tenon': at('place : string') }, 'a.tenon', 'where_to'))['a.tenon']).toMatch(/region: where_to[^]*site\(where_to:/u); // prettier-ignore
  });

  it('renames one segment of a package everywhere', async () => {
    const renamed = await after(
      { 'd.tenon': DATA.replace('shop.data', 'sh‸op.data'), 'f.tenon': FEATURES },
      'd.tenon',
      'store',
    );
    expect(renamed['d.tenon']).toContain('package store.data');
    expect(renamed['f.tenon']).toMatch(/^package store\.fraud\n\nimport store\.data\./u);
  });

  it('puts words of the language into backticks', async () => {
    const renamed = await after(
      { 'd.tenon': DATA.replace('amount ', '‸amount '), 'f.tenon': FEATURES },
      'd.tenon',
      'if',
    );
    expect(renamed['f.tenon']).toContain('avg(`if`)');
  });

  it('refuses names that are taken, hide others, or are no names', async () => {
    const files = { 'd.tenon': DATA.replace('source swipes', 'source swi‸pes'), 'f.tenon': FEATURES };
    const two = `${files['d.tenon']}source taps { schema { id : string key } }\n`;
    expect(await problem({ 'd.tenon': two }, 'd.tenon', 'taps')).toContain('is declared 2 times');
    expect(await problem(files, 'd.tenon', ' ')).toContain('at least one letter');
    expect(await problem(files, 'd.tenon', 'a`b')).toContain('backticks');
    const hides = `package a
param limit : int = 1
pipeline p { step fi‸rst = read s, timeout: 1h }
source s { schema { id : string key } }
`;
    expect(await problem({ 'a.tenon': hides }, 'a.tenon', 'limit')).toBe('no problem');
    const used = `package a
param minimum : float = 0.5
source s { schema { id : string key, ok : bool } }
training net on s { entrypoint: "t.py", label: ok }
pipeline p {
  step fi‸rst = train net
  step report = evaluate first on s { require auc >= minimum }
}
`;
    expect(await problem({ 'a.tenon': used }, 'a.tenon', 'minimum')).toContain(
      'instead of the param a.minimum',
    );
  });

  it('says why a name of the library, of the language or of a data file stays', () => {
    const prepared = (
      marked: string,
      facts = scalarTable('x.parquet', { id: 'string', price: 'float64' }),
    ): unknown => {
      const { text, position } = markedText(marked);
      return prepareRename(modelFile(hostOf({ 'a.tenon': text }, facts), 'a.tenon'), position);
    };
    expect(prepared('package a\ntraining t on s { optimizer ad‸amw { learning_rate: 1e-3 } }\nsource s { schema { id : string key } }\n')).toMatchObject({ problem: expect.stringContaining('word of the language') }); // prettier-ignore
    expect(prepared('package a\nsource s { format: parquet, location: "x.parquet" }\nentity e { key: id }\nfeatures f of e from s { n = avg(pri‸ce) over 1h }\n')).toMatchObject({ problem: expect.stringContaining('comes from the data file') }); // prettier-ignore
    expect(prepared('package a\nsource s { sch‸ema { id : string key } }\n')).toBeUndefined();
    expect(prepared('package a\nsource s‸x { schema { id : string key } }\n')).toEqual({
      range: { start: { line: 1, character: 7 }, end: { line: 1, character: 9 } },
      placeholder: 'sx',
    });
  });
});
