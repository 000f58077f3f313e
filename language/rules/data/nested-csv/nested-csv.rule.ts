import { printType, type DataType } from '../../../types/data-type.ts';
import { sink as sinkWord } from '../../../vocabulary/areas/data.ts';
import { replaceNode } from '../../edits.ts';
import { isVerb } from '../../pipelines/step-results.ts';
import { rowsTaken } from '../../pipelines/written-steps.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { writtenValue } from '../../written.ts';

/** A line of comma-separated text has no place for a value inside a value. */
export const rule: Rule = {
  code: 'TN1339',
  name: 'nested-csv',
  summary: 'Lists, structs, images or bytes are written as CSV.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'write')) continue;
        const block = model.block(sinkWord, step.sink);
        if (block?.get('format')?.value !== 'csv') continue;
        const rows = rowsTaken(pipeline, model, step);
        const lost = [...(rows ?? [])].filter(([, { type }]) => isNested(type));
        const [first] = lost;
        if (!first) continue;
        const [name, { type }] = first;
        const written = writtenValue(block, 'format');
        report({
          message: `${step.name} writes ${name} (${printType(type)}) as CSV, which has only numbers and texts.`,
          origin: step.sink.origin,
          help: `Write ${block.symbol.name} as Parquet, or leave out ${lost.map(([each]) => each).join(', ')}.`,
          data: {
            replacements: written
              ? [
                  {
                    title: `Change ${block.symbol.name} to format: parquet`,
                    edits: [replaceNode(written.file, written.node, 'parquet')],
                  },
                ]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const NESTED: ReadonlySet<string> = new Set(['list', 'map', 'struct', 'tensor', 'image']);
const isNested = (type: DataType): boolean =>
  NESTED.has(type.kind) || (type.kind === 'scalar' && type.name === 'bytes');
