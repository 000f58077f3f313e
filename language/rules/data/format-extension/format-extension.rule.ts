import type { Sourced } from '../../../model/origin.ts';
import type { Block } from '../../../model/lowering/block.ts';
import { dataset } from '../../../vocabulary/areas/datasets.ts';
import { sink, source } from '../../../vocabulary/areas/data.ts';
import { addStatement, placeOf, replaceNode } from '../../edits.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';
import { writtenValue } from '../../written.ts';

/** Which formats a file of this name can have; the first one is the usual. */
const FORMATS: Readonly<Record<string, readonly string[]>> = {
  parquet: ['parquet', 'delta', 'iceberg'],
  pq: ['parquet'],
  csv: ['csv'],
  tsv: ['csv'],
  jsonl: ['jsonl'],
  ndjson: ['jsonl'],
  avro: ['avro'],
  tfrecord: ['tfrecord'],
  tfrecords: ['tfrecord'],
  dcm: ['dicom'],
};
const PACKED = /\.(gz|bz2|zst|snappy)$/u;

/** Data are read in the way in which they were written. */
export const rule: Rule = {
  code: 'TN1331',
  name: 'format-extension',
  summary: 'The name of a file says another format than the declaration.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(source, (block, _model, report) =>
      check(block, block.get('location'), block.get('format'), report),
    ),
    onBlock(sink, (block, _model, report) =>
      check(block, block.get('location'), block.get('format'), report),
    ),
    onBlock(dataset, (block, _model, report) => {
      const location = block.get('location');
      if (typeof location?.value === 'string')
        check(block, { value: location.value, origin: location.origin }, block.get('format'), report);
    }),
  ],
  fixes: [replaceFix],
};

function check(
  block: Block,
  location: Sourced<string> | undefined,
  format: Sourced<string> | undefined,
  report: SystemReport,
): void {
  const extension = /\.(\w+)$/u.exec(location?.value.replace(PACKED, '') ?? '')?.[1]?.toLowerCase() ?? '';
  const fitting = Object.hasOwn(FORMATS, extension) ? FORMATS[extension]! : undefined;
  if (!location || !format || !fitting || fitting.includes(format.value)) return;
  const isDefault = format.origin.layer === 'default';
  report({
    message: `${block.symbol.name} is read as ${format.value}${isDefault ? ', which is the default' : ''}, and its file is called .${extension}.`,
    origin: isDefault ? location.origin : format.origin,
    help: `Write format: ${fitting[0]!}.`,
    data: { replacements: changeFormat(block, isDefault, fitting[0]!) },
  });
}

function changeFormat(block: Block, isDefault: boolean, format: string): Replacement[] {
  const written = writtenValue(block, 'format');
  const edit = isDefault
    ? addStatement(placeOf(block.layers), `format: ${format}`)
    : written && replaceNode(written.file, written.node, format);
  if (!edit) return [];
  return [{ title: `${isDefault ? 'Add' : 'Change to'} format: ${format}`, edits: [edit], preferred: true }];
}
