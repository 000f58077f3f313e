import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Outcomes are given to groups by the key that the requests were divided by. */
export const rule: Rule = {
  code: 'TN2119',
  name: 'experiment-key',
  summary: 'The outcomes of an experiment do not have the key that requests are divided by.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('experiment', (experiment, model, report) => {
      const by = experiment.split?.by;
      const metric = experiment.primary && model.element('metric', experiment.primary);
      const source = metric?.of?.kind === 'source' ? model.element('source', metric.of) : undefined;
      if (!by || !metric || !source || source.columns.length === 0) return;
      if (source.columns.some(({ name }) => name === by.value)) return;
      const keys = source.columns.filter(({ key }) => key);
      report({
        message: `Requests are divided by ${by.value}, and ${source.name} has no column ${by.value}: ${metric.name} can't be told apart for the variants.`,
        origin: by.origin,
        help: `Divide by one of ${source.columns
          .map(({ name }) => name)
          .slice(0, 5)
          .join(', ')}, or add the column.`,
        data: {
          replacements: isOwn(by.origin)
            ? keys.map(({ name }) => replace(`Divide by ${name}`, by.origin, `by ${name}`, keys.length === 1))
            : [],
        },
        related: [{ origin: source.origin, message: 'Rows of the outcomes.' }],
      });
    }),
  ],
  fixes: [replaceFix],
};
