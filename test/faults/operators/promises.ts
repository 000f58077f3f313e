import type { AstNode } from 'langium';
import type { Condition, Declaration } from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { below, clause, statementsOf, textOf, type Survey } from '../survey.ts';
import { isActionNode, isConditionNode } from '../syntax-kinds.ts';

/** Promises of services: `latency.p99 < 20ms`. */
const promises = (survey: Survey): { service: Declaration; condition: Condition; text: string }[] =>
  survey.declarations('objective').flatMap((objective) => {
    const service = survey.around(objective, 'service');
    if (!service) return [];
    return statementsOf(objective)
      .filter(isConditionNode)
      .map((condition) => ({ service, condition, text: textOf(condition) }));
  });

/** Waits for other requests in the batches of a service. */
const waits = (service: Declaration): AstNode[] =>
  [...below(service.body, isActionNode)].flatMap((each) =>
    each.verb === 'batch' ? (clause(each, 'within')?.value ?? []) : [],
  );

export const promiseBelowWait = operator({
  name: 'promise-below-queue-wait',
  area: 'serving',
  failure: 'Requests may wait longer for others than the whole answer may take.',
  *plant(survey) {
    for (const { service, condition, text } of promises(survey)) {
      if (!/^latency\.p\d+ <=? [\d.]+ms$/.test(text)) continue;
      for (const wait of waits(service))
        yield {
          at: wait,
          edits: [survey.replace(wait, '2s')],
          joints: [condition],
          says: `within ${textOf(wait)} → 2s with ${text}`,
        };
    }
  },
});

export const promiseSlip = operator({
  name: 'promise-unit-slip',
  area: 'serving',
  failure:
    'A promise is written in microseconds instead of milliseconds; it can not be kept even by an empty server.',
  *plant(survey) {
    for (const { service, condition, text } of promises(survey)) {
      const value = /[\d.]+ms$/.exec(text)?.[0];
      const inService = waits(service);
      if (value && text.startsWith('latency.') && inService.length > 0)
        yield {
          at: condition,
          edits: [survey.replaceIn(condition, value, value.replace('ms', 'us'))!],
          joints: inService,
          says: `${text} → ${value.replace('ms', 'us')}`,
        };
    }
  },
});

export const wrongDimension = operator({
  name: 'wrong-dimension',
  area: 'serving',
  failure: 'A time is compared with a size; whoever reads the dashboard sees a promise that means nothing.',
  *plant(survey) {
    for (const { condition, text } of promises(survey)) {
      const value = /[\d.]+(ms|s)$/.exec(text)?.[0];
      if (value && text.includes('.p'))
        yield {
          at: condition,
          edits: [survey.replaceIn(condition, new RegExp(`${value.replace('.', '\\.')}$`), '20GiB')!],
          says: `${text} → 20GiB`,
        };
    }
  },
});

export const availabilityAboveAll = operator({
  name: 'availability-above-all',
  area: 'serving',
  failure:
    'A promise of more than 100 %, or of all the time: its error budget is nothing, and every deploy breaks it.',
  *plant(survey) {
    for (const { condition, text } of promises(survey)) {
      const value = /^availability >=? ([\d.]+%)$/.exec(text)?.[1];
      if (value)
        yield { at: condition, edits: [survey.replaceIn(condition, value, '999%')!], says: `${text} → 999%` };
    }
  },
});

export const targetAboveAll = operator({
  name: 'scaling-target-above-all',
  area: 'serving',
  failure: 'A scaling target that is never reached: the service never grows.',
  *plant(survey) {
    for (const keep of survey.actions('keep')) {
      const value = keep.object && /utilization <=? (\d+)%$/.exec(textOf(keep.object))?.[1];
      if (value && survey.around(keep, 'scale')) {
        yield {
          at: keep,
          edits: [survey.replaceIn(keep, `${value}%`, `${value}0%`)!],
          says: `${textOf(keep)} → ${value}0%`,
        };
        yield {
          at: keep,
          edits: [survey.replaceIn(keep, `${value}%`, value)!],
          says: `${textOf(keep)} → ${value} without its percent`,
        };
      }
    }
  },
});

export const promiseTurnedAround = operator({
  name: 'promise-turned-around',
  area: 'serving',
  failure: 'A promise holds when the service is slow; the dashboard is green while users wait.',
  *plant(survey) {
    for (const { condition, text } of promises(survey)) {
      if (/^(latency|first_token|per_token)[.\w]* < /.test(text))
        yield { at: condition, edits: [survey.replaceIn(condition, '<', '>')!], says: `${text} → >` };
      if (/^(throughput|availability) >=? /.test(text))
        yield { at: condition, edits: [survey.replaceIn(condition, />=?/, '<')!], says: `${text} → <` };
    }
  },
});
