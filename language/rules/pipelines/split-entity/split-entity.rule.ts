import type { Pipeline, SplitStep } from '../../../model/pipeline.ts';
import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import { isMoment } from '../../data/moment.ts';
import { viewsJoined } from '../../features/views-joined.ts';
import type { ModelView } from '../../model-view.ts';
import { stepsIn, takesUnknown } from '../../named-steps.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { clauseOf } from '../../written.ts';
import { isVerb, passedBefore, rowsBehind } from '../step-results.ts';
import { writtenStep } from '../written-steps.ts';

/** Rows of one card that lie in both parts let the model know the card. */
export const rule: Rule = {
  code: 'TN1614',
  name: 'split-entity',
  summary: 'Examples are split neither by an entity of their features nor by time.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const told = new Set<string>();
      const symbol = model.block(pipelineWord, pipeline)?.symbol;
      const unknown = new Set(
        (symbol ? stepsIn(symbol) : []).filter((each) => takesUnknown(each, model)).map(({ name }) => name),
      );
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'train')) continue;
        const passed = passedBefore(pipeline, step.inputs[0]);
        const split = passed.find((each) => isVerb(each, 'split'));
        if (!isVerb(split, 'split') || split.by.length === 0 || told.has(split.name)) continue;
        const entities = passed
          .flatMap((each) => (isVerb(each, 'join') ? viewsJoined(each, model) : []))
          .flatMap(({ view }) => view.of)
          .flatMap((of) => model.element('entity', of) ?? []);
        const columns = rowsBehind(model, pipeline, step.inputs[0])?.source?.columns ?? [];
        const [entity] = entities;
        const isKept = (name: string): boolean =>
          entities.some(({ key }) => key.value.includes(name)) ||
          columns.some((column) => column.name === name && isMoment(column.type));
        if (!entity || columns.length === 0 || split.by.some(isKept)) continue;
        // A key that the rows lack is what is wrong then, and is told of already; so is a view that is not known.
        if (entities.some(({ key }) => !key.value.some((name) => columns.some((each) => each.name === name))))
          continue;
        if (passed.some((each) => unknown.has(each.name))) continue;
        told.add(split.name);
        report({
          message: `${split.name} splits by ${split.by.join(', ')}, so rows of one ${entity.name} are in both parts.`,
          origin: split.byOrigin,
          help: `The model knows each ${entity.name} from training when it is measured. Split by ${entity.key.value.join(', ')} or by time.`,
          data: { replacements: splitBy(pipeline, model, split, entity.key.value) },
          related: [{ origin: entity.origin, message: `The features are those of a ${entity.name}.` }],
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

function splitBy(
  pipeline: Pipeline,
  model: ModelView,
  split: SplitStep,
  key: readonly string[],
): Replacement[] {
  const written = writtenStep(pipeline, model, split);
  const by = written && clauseOf(written.action, 'by');
  if (!by) return [];
  const text = key.length === 1 ? key[0]! : `[${key.join(', ')}]`;
  return [{ title: `Split by ${text}`, edits: [replaceNode(written.file, by, text)] }];
}
