import { expect, it } from 'vitest';
import { checkText } from '../../testing/check-text.ts';
import { GOOD_STEPS, pipelineText } from '../sample.ts';
import { rule } from './schedule.rule.ts';

const at = (schedule: string): string => pipelineText(`schedule: ${schedule}`, ...GOOD_STEPS);

it('says which field is wrong', () => {
  expect(checkText(rule, at('cron("0 25 * * *")'))[0]!.message).toBe(
    'nightly can\'t run at "0 25 * * *": "25" is no hour (0 to 23).',
  );
  expect(checkText(rule, at('cron("0 0 3 * * *")'))[0]!.message).toContain('6 fields instead of five');
});

it('knows time zones', () => {
  expect(checkText(rule, at('cron("0 3 * * *", zone: "Europe/Belin")'))[0]!.message).toBe(
    'There is no time zone Europe/Belin.',
  );
  expect(checkText(rule, at('cron("0 3 * * *", zone: "+02:00")'))).toHaveLength(1);
  expect(checkText(rule, at('cron("0 3 * * *", zone: "America/New_York")'))).toEqual([]);
});
