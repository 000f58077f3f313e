import { expect, it } from 'vitest';
import { checkText } from '../../testing/check-text.ts';
import { rule } from './claim-contradicted.rule.ts';

const text = (claim: string, gate = 'auc >= 0.9'): string => `package shop
source rows { location: "rows.parquet", schema { id : string key, paid : bool } }
training fit on rows { label: paid }
pipeline monthly {
  timeout: 45min
  step net = train fit on rows
  step report = evaluate net on rows { require ${gate} }
}
claim good of monthly {
  ${claim}
  uses [monthly]
}
`;

it('holds a claim against gates', () => {
  expect(checkText(rule, text('require auc >= 0.9'))).toEqual([]);
  expect(checkText(rule, text('require auc > 0.85'))).toEqual([]);
  expect(checkText(rule, text('require auc >= 0.95'))[0]!.message).toBe(
    'good says auc >= 0.95, but step report of monthly asks for auc >= 0.9.',
  );
  expect(checkText(rule, text('require auc > 0.9'))).toHaveLength(1);
});

it('knows that a pipeline is ended at its timeout', () => {
  expect(checkText(rule, text('require latency.max < 45min'))).toEqual([]);
  expect(checkText(rule, text('require latency.max < 30min'))[0]!.message).toContain(
    'monthly may take 45min',
  );
});

it('finds two statements of one claim that exclude each other', () => {
  expect(checkText(rule, text('require auc >= 0.9, require auc < 0.8'))[0]!.message).toContain(
    'never both true',
  );
});

it('says nothing of figures that the model knows nothing about', () => {
  expect(checkText(rule, text('require recall >= 0.99'))).toEqual([]);
});
