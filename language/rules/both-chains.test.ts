import { expect, it } from 'vitest';
import { projectOf } from '../testing/findings.ts';

it('shows both sides of a misfit, each back to where it is declared', () => {
  const found = projectOf(`package shop
source swipes {
  location: "s3://lake/swipes/"
  event_time: at
  schema { card_id : string key, amount : float64, country : string, at : timestamp }
}
entity card { key: card_id }
features activity of card from swipes {
  spent_7d : float64 = sum(amount) over 7d
  home = last(country) over 7d
}
model net {
  input  x : float32[batch, 2] from activity
  output y : float32[batch, 1]
}
`).check();
  const misfit = found.find(({ code }) => code === 'TN1407');
  expect(misfit?.related?.map(({ range, message }) => `${range.start.line} ${message}`)).toEqual([
    '9 home = last(country) over 7d : string?. No type is declared in activity, so it has the type of its formula.',
    '9 ← last(country) over 7d : string?. last keeps the type, and gives null where there is no row; the window is 7d.',
    '4 ← country : string. It is declared in the schema of swipes.',
    '12 input x : float32[batch, 2]. 2 features fill its last axis, in this order. Rows are put together along batch.',
  ]);
});
