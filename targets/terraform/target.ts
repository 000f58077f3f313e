import type { Target } from '../kit/target.ts';
import { TERRAFORM_DIAGNOSTICS } from './diagnostics.ts';
import { transform } from './transform.ts';
import { VERIFIED_ON } from './versions.ts';

export const target: Target = {
  manifest: {
    id: 'terraform',
    title: 'Terraform',
    summary: 'The cloud of a deployment as a Terraform configuration for AWS, with its own test.',
    stability: 'stable',
    tool: {
      name: 'Terraform',
      versions: ['1.11.4 with hashicorp/aws 5.100.0'],
      verified: `fmt, validate, test with mocks; apply, empty second plan and destroy against moto 5.2.1 (${VERIFIED_ON})`,
    },
    folder: 'terraform',
    consumes: {
      cloud: { carries: 'full' },
      param: { carries: 'full' },
      environment: { carries: 'full' },
      service: {
        carries: 'partial',
        properties: ['platform', 'serves', 'steps', 'scale', 'traffic', 'balance', 'runsOn'],
        ignored: {},
      },
      pool: {
        carries: 'ignored',
        reason: 'a pool of machines becomes something at AWS only inside a cluster of a cloud.',
      },
    },
    diagnostics: TERRAFORM_DIAGNOSTICS,
  },
  transform,
};
