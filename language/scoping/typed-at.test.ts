import { describe, expect, it } from 'vitest';
import { applyEdits } from '../rules/apply-edits.ts';
import { proposedFixes } from '../rules/proposed-fixes.ts';
import { projectOf } from '../testing/findings.ts';

const DATA = `package shop.data

source swipes {
  location: "s3://lake/swipes/"
  event_time: at
  schema { card_id : string key, amount : string?, at : timestamp }
}
`;
const FEATURES = `package shop.features

import shop.data.{ swipes }

entity card { key: card_id }
features spending of card from swipes {
  spent_7d = sum(amount) over 7d
}
`;
const QUALITY = `package shop.quality

import shop.data.{ swipes }

pipeline nightly {
  step rows = read swipes
  step good = validate rows { expect amount > 0 }
}
`;

describe('a column that was retyped in another file', () => {
  const files = { 'data.tenon': DATA, 'features.tenon': FEATURES, 'quality.tenon': QUALITY };
  const findings = projectOf(files)
    .check()
    .filter(({ code }) => code === 'TN1113');

  it('is shown where formulas stumble over it', () => {
    expect(findings.map(({ file }) => file)).toEqual(['features.tenon', 'quality.tenon']);
    for (const { related } of findings) {
      expect(related).toMatchObject([
        { file: 'data.tenon', message: 'amount is string?, as it is declared here.' },
      ]);
    }
  });

  it('gets its type back from the fix at any of them, in its own file', () => {
    for (const finding of findings) {
      const [fix] = proposedFixes(finding);
      expect(fix?.title).toBe('Change amount of swipes to float64?');
      const mended = applyEdits(files, fix!.edits);
      expect(mended['data.tenon']).toContain('amount : float64?');
      expect(projectOf(mended).check()).toEqual([]);
    }
  });
});
