/**
 * Every version that generated files name, with the way in which it was verified.
 * The last column is a sentence for the README and `docs/targets.md`.
 */
export const VERSIONS = {
  terraform: {
    value: '>= 1.11.0',
    verified:
      'Terraform 1.11.4 ran fmt, init, validate, test, plan, apply and destroy on 2026-11-21; 1.11 brought state locking in S3 itself.',
  },
  awsProvider: {
    value: '5.100.0',
    verified: 'hashicorp/aws 5.100.0 validated and applied the cases against moto 5.2.1 on 2026-11-21.',
  },
  kubernetes: {
    value: '1.35',
    verified: 'In standard support on EKS until 2027-03-27 by the calendar of 2026-04-24; not started by us.',
  },
  emr: {
    value: 'emr-7.9.0',
    verified: 'Release label of the EMR 7 series with Spark 3.5; accepted by validate and mocked plans only.',
  },
} as const;

/** `verified` of the manifest. */
export const VERIFIED_ON = '2026-11-21';
