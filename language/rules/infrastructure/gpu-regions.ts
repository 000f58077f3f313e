/**
 * Regions in which AWS offers a family of GPU machines, by DescribeInstanceTypeOfferings of August 2026, as the
 * project moto (Apache-2.0) publishes it each month.
 */
const OFFERED: Readonly<Record<string, string>> = {
  g4dn: 'af-south-1 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 eu-south-1 eu-west-1 eu-west-2 eu-west-3 me-south-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2',
  g5: 'ap-east-1 ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-2 ap-southeast-3 ca-central-1 eu-central-1 eu-north-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 sa-east-1 us-east-1 us-east-2 us-west-2',
  g5g: 'ap-northeast-1 ap-northeast-2 ap-southeast-1 eu-central-1 eu-south-2 us-east-1 us-west-2',
  g6: 'ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-2 ap-southeast-5 ca-central-1 eu-central-1 eu-central-2 eu-north-1 eu-south-2 eu-west-2 eu-west-3 me-central-1 sa-east-1 us-east-1 us-east-2 us-west-2',
  g6e: 'ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 eu-central-1 eu-north-1 eu-south-2 me-central-1 us-east-1 us-east-2 us-west-2',
  g6f: 'ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 eu-south-2 eu-west-2 sa-east-1 us-east-1 us-east-2 us-west-2',
  gr6: 'ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-2 ap-southeast-5 ca-central-1 eu-central-1 eu-central-2 eu-north-1 eu-south-2 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-2',
  p3dn: 'ap-northeast-1 eu-west-1 us-east-1 us-west-2',
  p4d: 'ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 sa-east-1 us-east-1 us-east-2 us-west-2',
  p4de: 'ap-northeast-1 ap-southeast-1 eu-central-1 il-central-1 us-east-1 us-west-2',
  p5: 'ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-2 ap-southeast-3 ca-central-1 eu-north-1 eu-west-2 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2',
  p5e: 'ap-southeast-2 ap-southeast-3 eu-north-1 eu-west-2 sa-east-1 us-east-2 us-west-2',
  p5en: 'ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-3 eu-north-1 eu-south-2 me-central-1 us-east-1 us-east-2 us-west-1 us-west-2',
  'p6-b200': 'ap-south-1 us-east-1 us-east-2 us-west-2',
};
/** Regions that the list tells nothing of. */
const NOT_LISTED = /^(?:us-gov|cn|eusc|mx|ap-east-2|ap-southeast-[67])/u;

/** Regions that offer a machine's family; undefined when nothing is known of the family or of the region. */
export function regionsWith(machine: string, region: string): readonly string[] | undefined {
  const regions = OFFERED[machine.split('.')[0]!]?.split(' ');
  return NOT_LISTED.test(region) ? undefined : regions;
}
