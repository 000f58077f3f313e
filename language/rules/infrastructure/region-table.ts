/**
 * Regions of AWS with the letters of their availability zones, as of November 2026; an account may see fewer.
 * Most have three zones.
 */
const LETTERS = 'abc';
const OTHER_LETTERS: Readonly<Record<string, string>> = {
  'us-east-1': 'abcdef',
  'us-west-2': 'abcd',
  'ap-northeast-1': 'abcd',
  'ap-northeast-2': 'abcd',
  'ca-central-1': 'abd',
  'cn-north-1': 'abcd',
};

/** Names of the regions, in the order in which they are listed by continent. */
export const REGIONS: readonly string[] = [
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'us-gov-east-1', 'us-gov-west-1',
  'ca-central-1', 'ca-west-1', 'mx-central-1', 'sa-east-1',
  'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3',
  'eusc-de-east-1', 'af-south-1', 'il-central-1', 'me-central-1', 'me-south-1',
  'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2',
  'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6',
  'ap-southeast-7', 'cn-north-1', 'cn-northwest-1',
]; // prettier-ignore

/** Letters of the zones of a region; undefined when the region is not in the table. */
export const zoneLetters = (region: string): readonly string[] | undefined =>
  REGIONS.includes(region) ? [...(OTHER_LETTERS[region] ?? LETTERS)] : undefined;
