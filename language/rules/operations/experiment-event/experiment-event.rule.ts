import type { Experiment } from '../../../model/operations.ts';
import { experiment as experimentWord } from '../../../vocabulary/areas/experiments.ts';
import { addStatement, placeOf, removeStatement } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** A safety net that hangs where nobody falls. */
export const rule: Rule = {
  code: 'TN2113',
  name: 'experiment-event',
  summary: 'An experiment reacts to an event that it has no condition for.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      const block = model.block(experimentWord, experiment)!;
      for (const { node, in: layer } of block.handlers()) {
        const missing = MISSING[node.event]?.(experiment);
        if (missing === undefined) continue;
        const primary = experiment.primary?.qualifiedName.split('.').at(-1);
        const condition = primary !== undefined && missing.condition?.(primary);
        const replacements: Replacement[] = [
          ...(condition
            ? [
                {
                  title: `Add ${condition}`,
                  edits: [addStatement(placeOf(block.layers), condition)],
                },
              ]
            : []),
          ...(isOwn(layer)
            ? [
                {
                  title: `Remove on ${node.event}`,
                  edits: [removeStatement(layer.reader.names.file.path, node)],
                },
              ]
            : []),
        ];
        report({
          message: `${experiment.name} never says when it is ${missing.what}, so on ${node.event} is never reached.`,
          origin: block.originOf(node, layer, `on ${node.event}`),
          help: `Say when: ${missing.example}.`,
          data: { replacements },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

interface Missing {
  readonly what: string;
  readonly example: string;
  readonly condition?: (primary: string) => string;
}

const MISSING: Readonly<Record<string, (experiment: Experiment) => Missing | undefined>> = {
  win: ({ win }) =>
    win.length > 0
      ? undefined
      : {
          what: 'won',
          example: 'win when and a condition',
          condition: (primary) => `win when lift(${primary}) > 0% and p_value(${primary}) < 0.05`,
        },
  lose: ({ lose }) =>
    lose.length > 0
      ? undefined
      : {
          what: 'lost',
          example: 'lose when and a condition',
          condition: (primary) => `lose when lift(${primary}) < 0% and p_value(${primary}) < 0.05`,
        },
  requirement_broken: ({ requirements }) =>
    requirements.length > 0 ? undefined : { what: 'broken', example: 'require and a condition' },
};
