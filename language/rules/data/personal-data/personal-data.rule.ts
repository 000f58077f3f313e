import { isEntry } from '../../../generated/ast.ts';
import { addStatement } from '../../edits.ts';
import { isVerb } from '../../pipelines/step-results.ts';
import { entriesIn, rowsTaken } from '../../pipelines/written-steps.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import type { Symbol } from '../../../scoping/symbol.ts';

/** Personal data leave the place where they were collected only in a form that names nobody. */
export const rule: Rule = {
  code: 'TN1340',
  name: 'personal-data',
  summary: 'Personal data are written to a sink as they are.',
  severity: 'hint',
  reach: 'neighbours',
  set: 'strict',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'write')) continue;
        for (const [name, { symbol }] of rowsTaken(pipeline, model, step) ?? []) {
          if (!symbol || !isOpen(symbol) || !isEntry(symbol.node)) continue;
          const { node, file } = symbol;
          report({
            message: `${step.name} writes ${name}, which is personal data, as it is.`,
            origin: step.sink.origin,
            help: 'Say at the column what is done to it before anybody reads it: { mask: hash }.',
            data: {
              replacements: [
                {
                  title: `Add mask: hash to ${name}`,
                  edits: [addStatement({ file: file.path, node, body: node.body }, 'mask: hash')],
                },
              ],
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

const isOpen = ({ kind, node }: Symbol): boolean =>
  kind === 'column' &&
  isEntry(node) &&
  node.flags.includes('pii') &&
  !entriesIn(node.body).some((entry) => entry.name === 'mask');
