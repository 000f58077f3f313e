import type { Cloud } from '../../../model/infrastructure.ts';
import type { Origin } from '../../../model/origin.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Longest names at AWS: of a bucket (S3), an image repository (ECR) and an EKS cluster. */
const LONGEST = { bucket: 63, registry: 256, cluster: 100 } as const;

/** A name is put together from the package, the cloud, the environment and what is written. */
export const rule: Rule = {
  code: 'TN1839',
  name: 'name-length',
  summary: 'The name of a resource is longer than its provider takes.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      for (const { name, full, longest, origin } of namesOf(cloud)) {
        if (full.length <= longest) continue;
        report({
          message: `${name} is called ${shortened(full)} at AWS, which has ${full.length} letters, and ${longest} are allowed.`,
          origin,
          help: `Call it something shorter by ${full.length - longest} letters; the package, the cloud and the environment are part of the name.`,
        });
      }
    }),
  ],
};

interface LongName {
  readonly name: string;
  readonly full: string;
  readonly longest: number;
  readonly origin: Origin;
}

const namesOf = (cloud: Cloud): readonly LongName[] =>
  cloud.resources.flatMap((one): LongName[] => {
    const { name, origin } = one;
    if (one.kind === 'bucket' || one.kind === 'registry')
      return [{ name, full: one.physicalName, longest: LONGEST[one.kind], origin }];
    return one.kind === 'cluster' && one.platform.value === 'eks'
      ? [{ name, full: name, longest: LONGEST.cluster, origin }]
      : [];
  });

const shortened = (text: string): string =>
  text.length > 40 ? `${text.slice(0, 20)}…${text.slice(-12)}` : text;
