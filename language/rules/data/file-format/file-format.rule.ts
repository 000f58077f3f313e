import { addStatement, placeOf, replaceNode } from '../../edits.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import type { Rule } from '../../rule.ts';
import { writtenValue } from '../../written.ts';
import { fileName, onTable, type DataFile } from '../data-file.ts';

const NAMES: Readonly<Record<string, string>> = { parquet: 'Parquet', csv: 'CSV', jsonl: 'JSON lines' };

/** Endings by which another rule already knows the format. */
const ENDINGS: Readonly<Record<string, string>> = {
  parquet: 'parquet', pq: 'parquet', csv: 'csv', tsv: 'csv', jsonl: 'jsonl', ndjson: 'jsonl',
}; // prettier-ignore

/** Readers are chosen by the declared format; what the bytes say counts for more than the name. */
export const rule: Rule = {
  code: 'TN1313',
  name: 'file-format',
  summary: 'The data file holds another format than the one that is declared.',
  severity: 'error',
  reach: 'element',
  checks: onTable((data, report) => {
    const { location, format, fact } = data;
    const ending = /\.(\w+)$/u.exec(location.value)?.[1]?.toLowerCase() ?? '';
    const isSaidByName = ENDINGS[ending] !== undefined && ENDINGS[ending] !== format.value;
    if (fact.format === format.value || isSaidByName) return;
    const isDefault = format.origin.layer === 'default';
    report({
      message: `${fileName(location, fact)} holds ${NAMES[fact.format]}, and is read as ${NAMES[format.value]}${isDefault ? ', which is the default' : ''}.`,
      origin: isDefault ? location.origin : format.origin,
      help: `Write format: ${fact.format}.`,
      data: { replacements: changeFormat(data, isDefault) },
    });
  }),
  fixes: [replaceFix],
};

function changeFormat({ block, fact }: DataFile, isDefault: boolean): Replacement[] {
  if ('problem' in fact) return [];
  const written = writtenValue(block, 'format');
  const edit = isDefault
    ? addStatement(placeOf(block.layers), `format: ${fact.format}`)
    : written && replaceNode(written.file, written.node, fact.format);
  if (!edit) return [];
  return [
    { title: `${isDefault ? 'Add' : 'Change to'} format: ${fact.format}`, edits: [edit], preferred: true },
  ];
}
