import { textOf } from '../../../parser/index.ts';
import { didYouMean, suggest } from '../../../scoping/suggestion.ts';
import { sink as sinkWord } from '../../../vocabulary/areas/data.ts';
import { comesFromSource, isVerb } from '../../pipelines/step-results.ts';
import { rowsTaken } from '../../pipelines/written-steps.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { itemsOf, writtenAt } from '../../written.ts';

/** What files are laid out by and rows are known by is a column of the rows. */
export const rule: Rule = {
  code: 'TN1337',
  name: 'sink-column',
  summary: 'A sink is partitioned or keyed by a column that the rows written to it lack.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const seen = new Set<string>();
      const told = new Set<string>();
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'write') || seen.has(step.sink.qualifiedName)) continue;
        seen.add(step.sink.qualifiedName);
        const rows = rowsTaken(pipeline, model, step);
        const block = model.block(sinkWord, step.sink);
        // Where the rows come from nowhere, somebody else has said so.
        if (!rows || !block || !comesFromSource(pipeline, step)) continue;
        for (const property of ['key', 'partition']) {
          const entry = block.entries(property).at(-1);
          for (const item of itemsOf(entry?.node.value)) {
            const name = textOf(item).replaceAll('`', '');
            if (!entry || item.$type !== 'NameRef' || rows.has(name) || told.has(name)) continue;
            told.add(name);
            const suggestion = suggest(name, rows.keys());
            const at = writtenAt(entry.in.reader.names.file.path, item);
            report({
              message: `The rows that ${step.name} writes have no column ${name}, by which ${block.symbol.name} is ${property === 'key' ? 'keyed' : 'partitioned'}.`,
              origin: block.originOf(item, entry.in, property),
              help:
                didYouMean(suggestion) ?? `Columns of the rows: ${[...rows.keys()].slice(0, 8).join(', ')}.`,
              data: {
                replacements:
                  suggestion === undefined ? [] : [replace(`Change to ${suggestion}`, at, suggestion, true)],
              },
              related: [{ origin: step.origin, message: 'The rows are written here.' }],
            });
          }
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
