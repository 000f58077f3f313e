import * as hcl from '../kit/hcl.ts';
import { headerLine } from '../kit/header.ts';
import type { OutputFile } from '../kit/target.ts';
import type { Cause } from '../kit/text.ts';
import { traced } from '../kit/traced.ts';

export { attribute, comment, raw, RawHcl, template, type HclItem, type HclValue } from '../kit/hcl.ts';
export type HclBlock = Extract<hcl.HclItem, { item: 'block' }>;

/** One generated file: its path below the target's folder, what it is for, and its blocks in order. */
export interface HclFile {
  readonly path: string;
  readonly purpose: string;
  readonly blocks: readonly DocumentedBlock[];
  readonly cause?: Cause;
}
/** A block with a comment above it. */
export interface DocumentedBlock {
  readonly block: HclBlock;
  readonly comment?: string;
}

type Optional = hcl.HclItem | undefined | false | readonly (hcl.HclItem | undefined | false)[];

/** A block; parts that are undefined or false are left out, and lists are flattened. */
export const block = (
  type: string,
  labels: readonly string[],
  body: readonly Optional[],
  cause?: Cause,
): HclBlock => ({
  item: 'block',
  type,
  labels,
  body: spaced(present(body)),
  cause,
});

export const resource = (type: string, name: string, body: readonly Optional[], cause?: Cause): HclBlock =>
  block('resource', [type, name], body, cause);

export const data = (type: string, name: string, body: readonly Optional[], cause?: Cause): HclBlock =>
  block('data', [type, name], body, cause);

/** A map whose entries may have causes of their own. */
export function map(
  ...entries: readonly (readonly [string, hcl.HclValue, Cause?] | undefined | false)[]
): hcl.HclValue {
  const result: Record<string, hcl.HclValue> = {};
  for (const entry of entries) {
    if (entry === undefined || entry === false) continue;
    const [key, value, cause] = entry;
    result[key] = cause === undefined ? value : traced(value, cause);
  }
  return result;
}

export const documented = (block: HclBlock, comment: string | undefined): DocumentedBlock =>
  comment === undefined ? { block } : { block, comment };

/** `jsonencode(…)` of a value that is laid out over several lines. */
export function jsonencode(value: hcl.HclValue): hcl.RawHcl {
  const lead = 'value = ';
  const lines = hcl.printHcl([hcl.attribute('value', value)]).map((line) => line.text);
  return hcl.raw(`jsonencode(${lines.join('\n').slice(lead.length)})`);
}

/** Prints a file: header, purpose, then the blocks with a line between them. */
export function printFile(file: HclFile, packageName: string): OutputFile {
  const body: hcl.HclItem[] = [
    hcl.comment(headerLine('#', packageName).slice('# '.length)),
    hcl.comment(file.purpose, file.cause),
    ...file.blocks.flatMap(({ block: item, comment }) => [
      hcl.blank,
      ...(comment === undefined ? [] : [hcl.comment(comment, item.cause)]),
      item,
    ]),
  ];
  return { path: file.path, text: hcl.printHcl(body) };
}

function present(body: readonly Optional[]): readonly hcl.HclItem[] {
  return body.flatMap((part) => {
    if (part === undefined || part === false) return [];
    if (isMany(part)) return part.filter((item) => item !== undefined && item !== false);
    return [part];
  });
}

/** Nested blocks stand apart from what is around them. */
const spaced = (body: readonly hcl.HclItem[]): readonly hcl.HclItem[] =>
  body.flatMap((item, index) => {
    const before = body[index - 1];
    const apart = before !== undefined && (item.item === 'block' || before.item === 'block');
    return apart ? [hcl.blank, item] : [item];
  });

const isMany = (
  part: hcl.HclItem | readonly (hcl.HclItem | undefined | false)[],
): part is readonly (hcl.HclItem | undefined | false)[] => Array.isArray(part);
