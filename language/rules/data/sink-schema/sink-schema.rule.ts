import { printType, type DataType } from '../../../types/data-type.ts';
import { schema, sink as sinkWord } from '../../../vocabulary/areas/data.ts';
import { removeStatement, replaceNode } from '../../edits.ts';
import { isVerb } from '../../pipelines/step-results.ts';
import { rowsTaken } from '../../pipelines/written-steps.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { areComparable } from '../../type-family.ts';

/** Rows are written as the sink says that they are. */
export const rule: Rule = {
  code: 'TN1338',
  name: 'sink-schema',
  summary: 'The rows written to a sink differ from its schema.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'write')) continue;
        const rows = rowsTaken(pipeline, model, step);
        const block = model.block(sinkWord, step.sink);
        if (!rows || !block) continue;
        for (const { node, in: layer } of block.children(schema).flatMap((table) => table.rows())) {
          const symbol = block.symbol.members.get(node.name);
          const wanted = symbol && model.analysis.types.typeOf(symbol);
          const given = rows.get(node.name)?.type;
          if (!wanted || !node.value) continue;
          const file = layer.reader.names.file.path;
          const origin = block.originOf(node, layer);
          if (given === undefined && !wanted.nullable) {
            report({
              message: `${block.symbol.name} wants a column ${node.name}, and the rows that ${step.name} writes have none.`,
              origin: step.sink.origin,
              help: `Make the column before the rows are written, or let it be null: ${printType({ ...wanted, nullable: true })}.`,
              data: {
                replacements: [
                  {
                    title: `Let ${node.name} be null`,
                    edits: [replaceNode(file, node.value, printType({ ...wanted, nullable: true }))],
                  },
                  {
                    title: `Remove ${node.name} from ${block.symbol.name}`,
                    edits: [removeStatement(file, node)],
                  },
                ],
              },
              related: [{ origin, message: `${node.name} is declared here.` }],
            });
          } else if (given !== undefined && !fits(given, wanted)) {
            const right = printType({ ...given, nullable: given.nullable || wanted.nullable });
            report({
              message: `${step.name} writes ${node.name} as ${printType(given)}; ${block.symbol.name} holds ${printType(wanted)}.`,
              origin: step.sink.origin,
              help: 'Change the column of the sink, or convert the values before they are written.',
              data: {
                replacements: [
                  {
                    title: `Change ${node.name} of ${block.symbol.name} to ${right}`,
                    edits: [replaceNode(file, node.value, right)],
                  },
                ],
              },
              related: [{ origin, message: `${node.name} is declared here.` }],
            });
          }
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Numbers are widened and narrowed by every writer; other kinds of values are not turned into each other. */
const fits = (given: DataType, wanted: DataType): boolean => areComparable(given, wanted);
