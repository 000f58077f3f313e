import { source as sourceWord } from '../../../vocabulary/areas/data.ts';
import { addStatement, placeOf } from '../../edits.ts';
import { isAggregate, nodesOf } from '../../expression-nodes.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** A window over a stream is closed at some time; what arrives afterwards is not counted. */
export const rule: Rule = {
  code: 'TN1343',
  name: 'stream-lateness',
  summary: 'Windows over a stream that does not say how late its rows may arrive.',
  severity: 'hint',
  reach: 'neighbours',
  set: 'strict',
  checks: [
    onElement('features', (view, model, report) => {
      if (!view.features.some(({ formula }) => [...nodesOf(formula.root)].some(isAggregate))) return;
      for (const from of view.from) {
        const source = from.kind === 'source' ? model.element('source', from) : undefined;
        const block = source?.topic && source.eventTime && model.block(sourceWord, source);
        if (!block || block.get('lateness')) continue;
        report({
          message: `${view.name} has windows over the stream ${source.name}, which does not say how late a row may arrive.`,
          origin: from.origin,
          help: 'Say it in the source, such as lateness: 1m: a row that is later is not counted, and a window stays open for that long.',
          data: {
            replacements: [
              {
                title: `Add lateness: 1m to ${source.name}`,
                edits: [addStatement(placeOf(block.layers), 'lateness: 1m')],
              },
            ],
          },
          related: [{ origin: source.origin, message: 'The stream is declared here.' }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
