import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';

/** What the transform may report: code → severity and meaning. The manifest shows this table. */
export const TERRAFORM_DIAGNOSTICS = {
  TN9101: {
    severity: 'error',
    summary: 'A name, put together as AWS will see it, is not one that AWS accepts.',
  },
  TN9102: { severity: 'error', summary: 'Two elements would get the same name.' },
  TN9103: { severity: 'error', summary: 'The cloud is of a provider that this target does not write.' },
  TN9104: {
    severity: 'information',
    summary: 'The cloud declares no state, so Terraform keeps it in a local file.',
  },
  TN9105: { severity: 'warning', summary: 'Old versions are to be kept in a bucket without versioning.' },
  TN9106: { severity: 'error', summary: 'An EKS cluster needs subnets in two availability zones or more.' },
  TN9107: { severity: 'error', summary: 'The cloud has several networks and the element chooses none.' },
  TN9108: { severity: 'error', summary: 'A permission or trust that has no counterpart in IAM here.' },
  TN9109: {
    severity: 'warning',
    summary: 'No registry in the cloud: the image of a service must be given when applying.',
  },
  TN9110: { severity: 'error', summary: 'The pools of an EMR cluster do not make a cluster.' },
  TN9111: {
    severity: 'warning',
    summary: 'Machines in private subnets have no way out, since no subnet is public.',
  },
  TN9112: { severity: 'warning', summary: 'A Spark cluster without an identity can reach no bucket.' },
  TN9113: { severity: 'warning', summary: 'ECS cannot scale by this measure.' },
  TN9114: { severity: 'warning', summary: 'A property of a service that ECS does not carry.' },
  TN9115: { severity: 'error', summary: 'A service asks for a GPU on Fargate, which has none.' },
  TN9116: { severity: 'error', summary: 'An output asks for an attribute that the element does not have.' },
  TN9117: { severity: 'error', summary: 'A network is too small for the subnets that are derived from it.' },
  TN9118: { severity: 'warning', summary: 'A cluster that can not stop by itself is to stop when idle.' },
  TN9119: { severity: 'warning', summary: 'A database of the cloud is not written.' },
} as const satisfies Record<string, { severity: Diagnostic['severity']; summary: string }>;

export type TerraformCode = keyof typeof TERRAFORM_DIAGNOSTICS;
