import { expect, it } from 'vitest';
import { describeSetting } from './describe-setting.ts';

const hover = (marked: string): string | undefined =>
  describeSetting(marked.replace('‸', ''), marked.indexOf('‸'))?.value;

it('tells what a key of the project file means, with its default', () => {
  expect(hover('{ "out‸put": "x" }')).toContain('Folder that generated files go to');
  expect(hover('{ "out‸put": "x" }')).toContain('Default: `"generated"`');
  expect(hover('{ "targets": { "tri‸ton": {} } }')).toContain('NVIDIA Triton');
  expect(hover('{ "rules": { "TN1‸301": "off" } }')).toContain('event-time');
});

it('tells what a word means', () => {
  expect(hover('{ "rules": { "TN1301": "o‸ff" } }')).toContain('Is not reported.');
  expect(hover('{ "extends": ["str‸ict"] }')).toContain('**strict**');
});

it('says nothing of what it does not know', () => {
  expect(hover('{ "nothing‸": 1 }')).toBeUndefined();
  expect(hover('{ ‸ }')).toBeUndefined();
  expect(hover('‸')).toBeUndefined();
});
