import { textOf } from '../../../parser/index.ts';
import { requireOfModel } from '../../../vocabulary/areas/pipelines.ts';
import { MEASURES, METRICS } from '../../../vocabulary/functions.ts';
import { whereIs } from '../../../scoping/place.ts';
import { replaceNode } from '../../edits.ts';
import { limitsOf } from '../../limits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { actionsIn, writtenSteps } from '../written-steps.ts';

const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
/** Figures of which neither more nor less is better by itself. */
const NEUTRAL: ReadonlySet<string> = new Set(['rows', 'score']);

/** A gate lets the good models through, not the bad ones. */
export const rule: Rule = {
  code: 'TN1629',
  name: 'gate-direction',
  summary: 'A gate asks a figure to be worse than its limit.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const { step, action, file, reader } of writtenSteps(pipeline, model)) {
        for (const { object } of actionsIn(action.body, requireOfModel.verb)) {
          const limits = object ? limitsOf(object, reader) : [];
          for (const { subject, node, min, max } of limits) {
            const better = NEUTRAL.has(subject)
              ? undefined
              : (METRICS.get(subject) ?? MEASURES.get(subject.split('.')[0]!))?.better;
            const isWrong = better === 'higher' ? max && !min : better === 'lower' ? min && !max : false;
            // From both sides a figure may be kept in a range.
            const isAlone = limits.filter((each) => each.subject === subject).length === 1;
            if (!isWrong || !isAlone || node.$type !== 'Binary') continue;
            const operator = FLIPPED[node.operator];
            if (operator === undefined) continue;
            const right = `${textOf(node.left)} ${operator} ${textOf(node.right)}`;
            report({
              message: `${step.name} requires ${textOf(node)}, and ${better === 'higher' ? 'more' : 'less'} ${subject} is better.`,
              origin: { ...step.origin, file, range: whereIs(node) },
              help: `The good models are kept out and the bad ones let through. Write ${right}.`,
              data: {
                replacements: [
                  { title: `Change to ${right}`, edits: [replaceNode(file, node, right)], preferred: true },
                ],
              },
            });
          }
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
