import type { Pipeline, Step, StepInput } from '../../../model/pipeline.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isVerb } from '../step-results.ts';

/** Verbs that go on with rows; a raw copy may be written, and figures may be taken of anything. */
const GOING_ON: ReadonlySet<string> = new Set([
  'join', 'enrich', 'split', 'train', 'predict', 'map', 'aggregate', 'window', 'sort',
]); // prettier-ignore
/** Verbs that make rows better, for others to take them. */
const IMPROVING: ReadonlySet<string> = new Set([
  'validate',
  'filter',
  'deduplicate',
  'map',
  'sort',
  'join',
  'merge',
]);

/** What was validated or cleaned is what is used. */
export const rule: Rule = {
  code: 'TN1627',
  name: 'unvalidated-rows',
  summary: 'A step takes rows as they were before they were validated or cleaned.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, _model, report) => {
      for (const better of pipeline.steps) {
        for (const { step, input } of bypassing(pipeline, better)) {
          const raw = input.step.qualifiedName;
          const name = `${raw.slice(raw.lastIndexOf('.') + 1)}${input.part === undefined ? '' : `.${input.part}`}`;
          const isChecked = isVerb(better, 'validate');
          report({
            message: `${step.name} takes ${name} as they were before ${better.name}${isChecked ? ' validates them' : ''}.`,
            origin: input.origin,
            help: isChecked
              ? `Take ${better.name}: it gives the rows that are good.`
              : `Take ${better.name}, or remove that step: nothing takes its result.`,
            data: {
              replacements: [replace(`Change to ${better.name}`, input.origin, better.name, isChecked)],
            },
            related: [{ origin: better.origin, message: `${better.name} is made here.` }],
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Steps that take the rows from before a step which makes them better. */
function bypassing(
  pipeline: Pipeline,
  better: Step,
): readonly { readonly step: Step; readonly input: StepInput }[] {
  const [raw] = better.inputs;
  if (!raw || !IMPROVING.has(better.verb)) return [];
  const isTaken = pipeline.steps.some((step) =>
    step.inputs.some((input) => input.step.qualifiedName === better.qualifiedName),
  );
  const isGate =
    isVerb(better, 'validate') && better.expectations.some(({ severity }) => severity === 'error');
  // A step whose result is used has a reason of its own; rows that were refused should go nowhere all the same.
  if (isTaken && !isGate) return [];
  const later = pipeline.steps.slice(pipeline.steps.indexOf(better) + 1);
  return later
    .filter((step) =>
      isTaken ? GOING_ON.has(step.verb) : step.verb !== better.verb && step.verb !== 'evaluate',
    )
    .flatMap((step) =>
      step.inputs
        .filter((input) => input.step.qualifiedName === raw.step.qualifiedName && input.part === raw.part)
        .map((input) => ({ step, input })),
    );
}
