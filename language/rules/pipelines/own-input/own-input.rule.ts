import { sink as sinkWord, source as sourceWord } from '../../../vocabulary/areas/data.ts';
import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import type { Ref } from '../../../model/element.ts';
import type { ModelView } from '../../model-view.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isVerb } from '../step-results.ts';

/** What a pipeline writes should not be what it reads next time. */
export const rule: Rule = {
  code: 'TN1618',
  name: 'own-input',
  summary: 'A pipeline writes to the place that it reads from or waits for.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const arrival = model.ownBlock(pipelineWord, pipeline)?.get('on_arrival');
      const waited = (arrival?.value ?? []).map(({ symbol }) => ({
        qualifiedName: symbol.qualifiedName,
        name: symbol.name,
        origin: arrival!.origin,
        isTrigger: true,
      }));
      const read = pipeline.steps.flatMap((step) =>
        isVerb(step, 'read') ? [{ ...named(step.source), origin: step.origin, isTrigger: false }] : [],
      );
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'write')) continue;
        const place = placeOfSink(step.sink, model);
        const source =
          place === undefined
            ? undefined
            : [...waited, ...read].find((each) => placeOfSource(each, model) === place);
        if (!source) continue;
        report({
          message: source.isTrigger
            ? `${pipeline.name} starts when rows arrive in ${source.name}, and ${step.name} writes there: each run starts the next one.`
            : `${step.name} writes to the place that ${source.name} is read from.`,
          origin: step.sink.origin,
          help: 'The next run takes what this one wrote for its input. Write to another place.',
          related: [
            {
              origin: source.origin,
              message: source.isTrigger ? 'It waits for them here.' : 'It is read here.',
            },
          ],
        });
      }
    }),
  ],
};

const named = ({ qualifiedName }: Ref) => ({
  qualifiedName,
  name: qualifiedName.slice(qualifiedName.lastIndexOf('.') + 1),
});

function placeOfSource(of: { readonly qualifiedName: string }, model: ModelView): string | undefined {
  const block = model.block(sourceWord, of);
  return (
    block &&
    placeText(
      block.get('location')?.value,
      block.get('topic')?.value,
      block.get('table')?.value,
      block.clause('from')?.value.symbol.qualifiedName,
    )
  );
}

function placeOfSink(of: { readonly qualifiedName: string }, model: ModelView): string | undefined {
  const block = model.block(sinkWord, of);
  return (
    block &&
    placeText(
      block.get('location')?.value,
      block.get('topic')?.value,
      block.get('table')?.value,
      block.clause('to')?.value.symbol.qualifiedName,
    )
  );
}

/** Two texts are equal when they mean the same files, topic or table. */
function placeText(
  location: string | undefined,
  topic: string | undefined,
  table: string | undefined,
  at: string | undefined,
): string | undefined {
  if (topic !== undefined || table !== undefined) return `${at ?? ''} ${topic ?? ''} ${table ?? ''}`;
  return location?.replace(/\/+$/u, '');
}
