import type { Pipeline, StepInput } from '../../../model/pipeline.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isVerb, PASSING, stepOf } from '../step-results.ts';
import type { Action } from '../../../generated/ast.ts';
import type { Reader } from '../../../scoping/reader.ts';
import { whereIs } from '../../../scoping/place.ts';
import { stepResult } from '../../../vocabulary/step-result.ts';
import { datasetParts } from '../../data/dataset-parts.ts';
import { clauseOf, itemsOf } from '../../written.ts';
import { writtenSteps } from '../written-steps.ts';

/** A model is measured on rows that it has not seen. */
export const rule: Rule = {
  code: 'TN1613',
  name: 'seen-rows',
  summary: 'A model is measured on rows that it was trained on.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, _model, report) => {
      for (const step of pipeline.steps) {
        if (!isVerb(step, 'evaluate')) continue;
        const trained = stepOf(pipeline, step.inputs[0]);
        if (!isVerb(trained, 'train')) continue;
        for (const measured of step.inputs.filter(({ clause }) => clause === 'on')) {
          const learnt = trained.inputs.find(
            (input) => input.clause === 'on' && isSameRows(pipeline, input, measured),
          );
          if (!learnt) continue;
          report({
            message: `${step.name} measures ${trained.name} on rows that it was trained on.`,
            origin: measured.origin,
            help: 'The figures would say how much it remembers. Measure it on a part that the training does not get.',
            data: { replacements: otherParts(pipeline, learnt, measured) },
            related: [{ origin: learnt.origin, message: `${trained.name} is trained on these.` }],
          });
        }
      }
    }),
    onElement('pipeline', (pipeline, model, report) => {
      const steps = writtenSteps(pipeline, model);
      for (const { step, action, file, reader } of steps) {
        if (!isVerb(step, 'evaluate')) continue;
        const trained = stepOf(pipeline, step.inputs[0]);
        const training = isVerb(trained, 'train') && steps.find((each) => each.step === trained);
        if (!training) continue;
        const learnt = partsIn(training.action, reader);
        for (const { node, symbol, part } of partsIn(action, reader)) {
          const same = learnt.find(
            (each) => each.symbol === symbol && (each.part === part || part === undefined || !each.part),
          );
          if (!same) continue;
          const range = whereIs(node);
          const others = datasetParts(symbol, model).filter((name) => name !== same.part);
          report({
            message: `${step.name} measures ${trained.name} on rows that it was trained on.`,
            origin: { ...step.origin, file, range },
            help: 'The figures would say how much it remembers. Measure it on a part that the training does not get.',
            data: {
              replacements: others.map((name) =>
                replace(
                  `Change to ${symbol.name}.${name}`,
                  { file, range },
                  `${symbol.name}.${name}`,
                  isMeasured(name, others),
                ),
              ),
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

/** What stands behind `on` and needs no step: datasets and their parts. */
const partsIn = (action: Action, reader: Reader) =>
  itemsOf(clauseOf(action, 'on')).flatMap((node) => {
    const taken = reader.read(DATASET, node);
    return taken?.symbol.kind === 'dataset' ? [{ node, symbol: taken.symbol, part: taken.part }] : [];
  });

const DATASET = stepResult('dataset');

const key = ({ step, part }: StepInput): string => `${step.qualifiedName} ${part ?? ''}`;

/** Whether one holds the rows of the other: it is the same, or the other was made from it. */
const isSameRows = (pipeline: Pipeline, a: StepInput, b: StepInput): boolean =>
  above(pipeline, a).has(key(b)) || above(pipeline, b).has(key(a));

function above(pipeline: Pipeline, input: StepInput): ReadonlySet<string> {
  const found = new Set<string>();
  for (let each: StepInput | undefined = input; each && !found.has(key(each));) {
    found.add(key(each));
    const step = stepOf(pipeline, each);
    each = step && PASSING.has(step.verb) ? step.inputs[0] : undefined;
  }
  return found;
}

/** Names that people give to the part that a model is measured on. */
const MEASURED = /^(eval|evaluation|test|testing|val|valid|validation|holdout|dev)/u;

function otherParts(pipeline: Pipeline, learnt: StepInput, measured: StepInput): Replacement[] {
  const split = stepOf(pipeline, learnt);
  if (!isVerb(split, 'split')) return [];
  const others = split.parts.map(({ name }) => name).filter((name) => name !== learnt.part);
  return others.map((name) =>
    replace(
      `Change to ${split.name}.${name}`,
      measured.origin,
      `${split.name}.${name}`,
      isMeasured(name, others),
    ),
  );
}

/** Whether it can only be this part that is meant. */
const isMeasured = (name: string, others: readonly string[]): boolean =>
  others.length === 1 || (MEASURED.test(name) && others.filter((each) => MEASURED.test(each)).length === 1);
