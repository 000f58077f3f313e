import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { changeImage } from '../image-text.ts';

interface Retired {
  readonly name: string;
  readonly pattern: RegExp;
  readonly since: string;
  readonly instead: string;
  readonly changes: readonly (readonly [RegExp, string])[];
}

/** Systems without updates, with the day on which they ended. */
const RETIRED: readonly Retired[] = [
  {
    name: 'Amazon Linux 2',
    pattern: /amzn2-|Amazon Linux 2(?!\d)/u,
    since: 'June 2026',
    instead: 'Amazon Linux 2023',
    changes: [
      [/amzn2-ami-(?:kernel-[\d.]+-)?hvm-(?:2\.0\.)?/u, 'al2023-ami-2023'],
      [/Amazon Linux 2(?!\d)/u, 'Amazon Linux 2023'],
      [/-(?:gp2|ebs)(?=")/u, ''],
    ],
  },
  {
    name: 'Ubuntu 20.04',
    pattern: /focal|20\.04/u,
    since: 'May 2025',
    instead: 'Ubuntu 22.04',
    changes: [
      [/focal/u, 'jammy'],
      [/20\.04/u, '22.04'],
    ],
  },
  {
    name: 'Ubuntu 18.04',
    pattern: /bionic|18\.04/u,
    since: 'May 2023',
    instead: 'Ubuntu 22.04',
    changes: [
      [/bionic/u, 'jammy'],
      [/18\.04/u, '22.04'],
    ],
  },
];

/** An image of a system that has ended is still found, and gets no fix for any weakness. */
export const rule: Rule = {
  code: 'TN1822',
  name: 'retired-image',
  summary: 'A machine starts from an image of a system that gets no updates any more.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, model, report) => {
      for (const machine of cloud.resources) {
        if (machine.kind !== 'machine' || !machine.image) continue;
        const { value, origin } = machine.image.name;
        const found = RETIRED.find(({ pattern }) => pattern.test(value));
        if (found === undefined) continue;
        report({
          message: `${found.name} has had no updates since ${found.since}.`,
          origin,
          help: `Take an image of ${found.instead}.`,
          data: {
            replacements: changeImage(model, cloud, machine, `Change to ${found.instead}`, (text) =>
              found.changes.reduce((changed, [pattern, instead]) => changed.replace(pattern, instead), text),
            ),
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
