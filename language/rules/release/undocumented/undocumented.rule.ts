import { onElement, type Rule } from '../../rule.ts';
import type { Kind } from '../../../model/system.ts';

/** Kinds that others use without reading how they are made. */
const KINDS: readonly Kind[] = ['source', 'features', 'model', 'service', 'pipeline'];

/** The line that says what something is for is read in every hover, and in what is generated. */
export const rule: Rule = {
  code: 'TN1923',
  name: 'undocumented',
  summary: 'An element that others use says nowhere what it is for.',
  severity: 'hint',
  reach: 'element',
  set: 'all',
  checks: KINDS.map((kind) =>
    onElement(kind, ({ name, documentation, origin }, _model, report) => {
      if (documentation !== undefined) return;
      report({
        message: `Nothing says what ${kind} ${name} is for.`,
        origin,
        help: 'Put a line that begins with /// above it.',
      });
    }),
  ),
};
