import { describe, expect, it } from 'vitest';
import { RULES } from '../../../language/index.ts';
import { HEAD, SHOP } from './testing/shop.ts';
import { tryCompletion } from './testing/try-completion.ts';

const at = (marked: string) => tryCompletion(HEAD + marked, SHOP);
const labels = async (marked: string): Promise<string[]> => (await at(marked)).labels;

describe('a schedule', () => {
  const cron = (written: string): string => `pipeline p {\n  schedule: cron("${written}")\n}\n`;

  it('is offered as a whole, and field by field', async () => {
    const tried = await at(cron('‸'));
    expect(tried.detail('0 3 * * *')).toBe('every day at 03:00');
    expect(tried.detail('*/15')).toBe('minute: every 15 minutes');
    expect(tried.accept('0 3 * * *')).toContain('cron("0 3 * * *‸")');
  });

  it.each([
    ['0 ‸', 'hour: at 03:00', '3'],
    ['0 3 ‸', 'day of month: the first', '1'],
    ['0 3 * ‸', 'month: January', '1'],
    ['0 3 * * ‸', 'day of week: from Monday to Friday', '1-5'],
  ])('offers the values of the field in "%s"', async (written, detail, label) => {
    expect((await at(cron(written))).detail(label)).toBe(detail);
  });

  it('replaces only the field that the cursor is in', async () => {
    expect((await at(cron('0 ‸4 * * *'))).accept('6')).toContain('cron("0 6‸ * * *")');
    expect((await at(cron('0 4‸ * * *'))).accept('6')).toContain('cron("0 6‸ * * *")');
  });

  it('has nothing behind its last field', async () => {
    expect(await labels(cron('0 3 * * * ‸'))).toEqual([]);
  });

  it('knows time zones', async () => {
    const zone = await at('pipeline p {\n  schedule: cron("0 3 * * *", ‸)\n}\n');
    expect(zone.accept('zone')).toContain('zone: "‸"');
    expect(await labels('pipeline p {\n  schedule: cron("0 3 * * *", zone: "Europe/Be‸")\n}\n')).toContain('Europe/Berlin'); // prettier-ignore
  });
});

describe('columns of the data file', () => {
  const schema = (inside: string): string =>
    `source s {\n  format: parquet\n  location: "data/cards.parquet"\n  schema {\n    ${inside}\n  }\n}\n`;

  it('are offered one by one with their types, and all together', async () => {
    const tried = await at(schema('‸'));
    expect(tried.labels).toEqual(['all columns', 'card_id', 'amount', 'from']);
    expect(tried.detail('card_id')).toBe('string, in data/cards.parquet');
    expect(tried.accept('amount')).toContain('amount : float64‸');
    expect(tried.accept('all columns')).toContain('card_id : string\namount : float64\nfrom : string‸');
  });

  it('are offered without those that are written', async () => {
    expect(await labels(schema('card_id : string key\n    ‸'))).toEqual([
      'all other columns',
      'amount',
      'from',
    ]);
  });
});

describe('tensors of the model file', () => {
  const model = (inside: string): string =>
    `model n {\n  artifact: onnx("models/net.onnx")\n  ${inside}\n}\n`;

  it('are offered by name with their types', async () => {
    const tried = await at(model('input ‸'));
    expect(tried.labels).toEqual(['x', 'image.1']);
    expect(tried.accept('image.1')).toContain('input `image.1` : uint8[n, 224]‸');
    expect(await labels(model('output ‸'))).toEqual(['score']);
  });

  it('are offered all together', async () => {
    expect((await at(model('‸'))).accept('inputs and outputs')).toContain(
      'input x : float32[batch, 3]\ninput `image.1` : uint8[n, 224]\noutput score : float32[batch, 1]‸',
    );
    expect(await labels(model('input x : float32[batch, 3]\n  input ‸'))).toEqual(['image.1']);
  });
});

describe('references in texts', () => {
  it('are elements, and behind a dot what they have', async () => {
    const text = (inside: string): string =>
      `param day = "x"\ncloud main on aws {\n  bucket lake {}\n}\nsource s {\n  location: "s3://\${${inside}}/x"\n}\n`;
    expect((await labels(text('‸')))[0]).toBe('day');
    expect(await labels(text('main.‸'))).toContain('lake');
    expect((await at(text('main.la‸'))).accept('lake')).toContain('"s3://${main.lake‸}/x"');
    expect(await labels(text('main.lake.‸'))).toContain('name');
  });

  it('have no names of the library, which nobody writes there', async () => {
    expect(await labels('source s {\n  location: "s3://${‸}"\n}\n')).not.toContain('g5.xlarge');
  });
});

describe('comments', () => {
  it('offer the codes of rules to hide, those that are found there first', async () => {
    const [rule] = RULES;
    const tried = await tryCompletion(`${HEAD}// tenon-ignore ‸\n`, {
      ...SHOP,
      foundBelow: new Set(['TN1703']),
    });
    expect(tried.labels[0]).toBe('TN1703');
    expect(String(tried.detail('TN1703'))).toMatch(/, found here$/u);
    expect(tried.labels).toContain(rule!.code);
    expect(tried.row(rule!.code).filter).toBe(`${rule!.code} ${rule!.name}`);
    expect(await labels('// tenon-ignore TN1301, TN13‸\n')).toContain('TN1310');
    expect(await labels('// tenon-ignore-file ‸\n')).toContain(rule!.code);
  });

  it('offer the words that hide findings', async () => {
    expect((await at('// te‸\n')).accept('tenon-ignore')).toContain('// tenon-ignore ‸\n');
  });

  it.each(['// about the ca‸', '/* fe‸ */', '/// A fe‸', '// tenon-ignore TN1301: because the fe‸'])(
    'offer nothing in "%s"',
    async (comment) => {
      expect(await labels(`${comment}\n`)).toEqual([]);
    },
  );
});

describe('texts that mean nothing to Tenon', () => {
  it.each([
    'source s { topic: "fe‸" }',
    'model n { card { intended_use: "mo‸" } }',
    'source s { topic: """fe‸""" }',
  ])('offer nothing in %s', async (text) => {
    expect(await labels(`${text}\n`)).toEqual([]);
  });
});
