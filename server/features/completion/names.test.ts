import { describe, expect, it } from 'vitest';
import { HEAD, SHOP } from './testing/shop.ts';
import { tryCompletion } from './testing/try-completion.ts';

describe('names that are not imported yet', () => {
  it('come with the import, below the package', async () => {
    const tried = await tryCompletion('package shop.main\n\nfeatures x of acc‸\n', SHOP);
    expect(tried.detail('account_owner')).toBe('entity, import from bank.data');
    expect(tried.accept('account_owner')).toBe(
      'package shop.main\n\nimport bank.data.{ account_owner }\n\nfeatures x of account_owner‸\n',
    );
  });

  it('go into the braces of an import that is there', async () => {
    const tried = await tryCompletion(
      'package shop.main\n\nimport shop.data.{ swipes }\n\nfeatures x of ca‸\n',
      SHOP,
    );
    expect(tried.accept('shop.data.card')).toContain('import shop.data.{ swipes, card }');
    expect(tried.accept('shop.data.card')).toContain('features x of card‸');
  });

  it('have the line ends of the file', async () => {
    const tried = await tryCompletion('package shop.main\r\n\r\nfeatures x of acc‸\r\n', SHOP);
    expect(tried.accept('account_owner')).toBe(
      'package shop.main\r\n\r\nimport bank.data.{ account_owner }\r\n\r\nfeatures x of account_owner‸\r\n',
    );
  });

  it('of two packages are told apart by their packages', async () => {
    const tried = await tryCompletion('package shop.main\n\nfeatures x of ‸\n', SHOP);
    expect(tried.labels).toEqual(['account_owner', 'card', 'shop.data.card']);
    expect(tried.row('card').importOf).toEqual({ package: 'bank.data', name: 'card' });
    expect(tried.row('shop.data.card').filter).toBe('card');
  });

  it('are not offered when the name means something else here', async () => {
    const tried = await tryCompletion('package shop.main\n\nentity card { key: x }\nfeatures x of ‸\n', SHOP);
    expect(tried.labels).toEqual(['card', 'account_owner']);
    expect(tried.row('card').importOf).toBeUndefined();
  });

  it('may be parts of a cloud', async () => {
    const files = { 'p.tenon': 'package shop.platform\ncloud main on aws {\n  cluster k on eks { pool gpus { machine: "g5.xlarge" } }\n}\n' }; // prettier-ignore
    const tried = await tryCompletion('package shop.main\n\nservice a {\n  runs on g‸\n}\n', { files });
    expect(tried.detail('gpus')).toBe('pool, A10G 22.35GiB, 4 vCPU, 16GiB, import from shop.platform');
    expect(tried.accept('gpus')).toContain('import shop.platform.{ gpus }');
  });

  it('come behind those that need no import', async () => {
    const tried = await tryCompletion(`${HEAD}entity own { key: id }\nfeatures x of ‸\n`, SHOP);
    expect(tried.labels).toEqual(['own', 'card', 'account_owner']);
  });
});

describe('names in imports', () => {
  it('are packages, and behind them what they declare', async () => {
    expect((await tryCompletion('package shop.main\n\nimport shop.‸\n', SHOP)).labels).toEqual(['data']);
    const tried = await tryCompletion('package shop.main\n\nimport shop.data.{ card, ‸ }\n', SHOP);
    expect(tried.labels).not.toContain('card');
    expect(tried.labels).toContain('swipes');
  });

  it('are written with braces to choose names in', async () => {
    const tried = await tryCompletion('package shop.main\n\nimport sh‸\n', SHOP);
    expect(tried.accept('shop.data')).toContain('import shop.data.{ ‸ }');
  });

  it('of a package are what the files beside it say', async () => {
    const tried = await tryCompletion('package ‸\n', SHOP);
    expect(tried.labels[0]).toBe('shop.data');
    expect(tried.detail('shop.data')).toBe('as the files beside it');
  });
});

describe('versions behind @', () => {
  it('are the declared one, those that the project speaks of, and the stages', async () => {
    const files = {
      ...SHOP.files,
      'shop/old.tenon':
        'package shop.old\nimport shop.data.{ fraud_net }\nservice b {\n  serves fraud_net@3\n  shadow fraud_net@12\n}\n',
    };
    const tried = await tryCompletion(`${HEAD}service a {\n  serves fraud_net@‸\n}\n`, { ...SHOP, files });
    expect(tried.labels).toEqual(['5', '12', '3', 'archived', 'production', 'staging']);
    expect(tried.detail('5')).toBe('as declared');
    expect(tried.accept('production')).toContain('serves fraud_net@production‸');
  });
});

describe('names with other letters', () => {
  it('are put into backticks, and found without them', async () => {
    const files = { 'd.tenon': 'package shop.main\nentity `card-holder` { key: id }\n' };
    const tried = await tryCompletion('package shop.main\nfeatures x of ‸\n', { files });
    expect(tried.accept('card-holder')).toContain('features x of `card-holder`‸');
    const open = await tryCompletion('package shop.main\nfeatures x of `ca‸\n', { files });
    expect(open.accept('card-holder')).toContain('features x of `card-holder`‸');
    const inside = await tryCompletion('package shop.main\nfeatures x of `ca‸rd`\n', { files });
    expect(inside.accept('card-holder')).toContain('features x of `card-holder`‸\n');
  });
});

describe('names in steps', () => {
  it('are steps above, the last one first, and parts of what was split', async () => {
    const tried = await tryCompletion(
      `${HEAD}pipeline p {\n  step rows = read swipes\n  step sets = split rows { train: 80%, test: 20% }\n  step out = aggregate ‸\n}\n`,
      SHOP,
    );
    expect(tried.labels.indexOf('sets')).toBeLessThan(tried.labels.indexOf('rows'));
    expect(tried.labels).toEqual(expect.arrayContaining(['sets.train', 'sets.test']));
    expect(tried.labels).not.toContain('out');
  });
});
