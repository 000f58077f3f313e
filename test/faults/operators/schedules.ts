import type { AstNode } from 'langium';
import { isNameRef, type Declaration } from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { below, clause, entry, textOf, type Survey } from '../survey.ts';
import { isActionNode, isCallNode } from '../syntax-kinds.ts';
import { stepsOf } from './steps.ts';

export const cronInvalid = operator({
  name: 'cron-invalid',
  area: 'pipelines',
  failure: 'A schedule names an hour that no day has; the pipeline never starts.',
  *plant(survey) {
    for (const { fields, text, node } of crons(survey)) {
      if (/^\d+$/.test(fields[1]!))
        yield {
          at: node,
          edits: [survey.replaceIn(node, text, [fields[0], '25', ...fields.slice(2)].join(' '))!],
          says: `cron ${text} → hour 25`,
        };
      yield {
        at: node,
        edits: [survey.replaceIn(node, text, fields.slice(0, 4).join(' '))!],
        says: `cron ${text} loses its last field`,
      };
    }
  },
});

function crons(survey: Survey): { node: AstNode; text: string; fields: string[] }[] {
  return survey.all(isCallNode).flatMap((node) => {
    const text = /^cron\("([^"]+)"/.exec(textOf(node))?.[1];
    return text === undefined ? [] : [{ node, text, fields: text.split(/\s+/) }];
  });
}

export const cronNeverDue = operator({
  name: 'cron-never-due',
  area: 'pipelines',
  failure: 'A schedule asks for a day that no month has; nobody misses the run until the month is over.',
  *plant(survey) {
    for (const { node, text, fields } of crons(survey))
      if (fields.length === 5)
        yield {
          at: node,
          edits: [survey.replaceIn(node, text, [fields[0], fields[1], '31', '2', '*'].join(' '))!],
          says: `cron ${text} → 31 February`,
        };
  },
});

export const cronFasterThanRun = operator({
  name: 'schedule-faster-than-run',
  area: 'pipelines',
  failure: 'A run starts before the last one is allowed to end; runs pile up and write over each other.',
  *plant(survey) {
    for (const { node, text } of crons(survey)) {
      const pipeline = survey.around(node, 'pipeline');
      const timeout = entry(pipeline, 'timeout');
      if (pipeline && timeout && /[hd]$/.test(textOf(timeout)))
        yield {
          at: node,
          edits: [survey.replaceIn(node, text, '*/5 * * * *')!],
          joints: [timeout],
          says: `cron ${text} → each 5 minutes with ${textOf(timeout)}`,
        };
    }
  },
});

export const zoneUnknown = operator({
  name: 'time-zone-unknown',
  area: 'pipelines',
  failure: 'A time zone is misspelt; the scheduler refuses the pipeline or falls back to UTC.',
  *plant(survey) {
    for (const { node } of crons(survey)) {
      const zone = /zone: "([^"]+)"/.exec(textOf(node))?.[1];
      if (zone)
        yield {
          at: node,
          edits: [survey.replaceIn(node, `"${zone}"`, '"Europe/Berln"')!],
          says: `zone ${zone} → Europe/Berln`,
        };
    }
  },
});

export const retriesBeyondTimeout = operator({
  name: 'retries-beyond-timeout',
  area: 'pipelines',
  failure: 'The waits between retries are longer than the run may last; the last tries never happen.',
  *plant(survey) {
    for (const retry of survey.actions('retry')) {
      const to = clause(retry, 'to')?.value;
      const from = clause(retry, 'from')?.value;
      const pipeline = survey.around(retry, 'pipeline');
      const timeout = entry(pipeline, 'timeout');
      if (from && to && timeout)
        yield {
          at: retry,
          edits: [survey.replace(from, '30h'), survey.replace(to, '60h')],
          joints: [timeout],
          says: `${textOf(retry)} → from 30h to 60h with ${textOf(timeout)}`,
        };
    }
  },
});

export const timeoutBelowRetries = operator({
  name: 'timeout-below-retries',
  area: 'pipelines',
  failure: 'The time limit is shorter than the first wait before a retry.',
  *plant(survey) {
    for (const pipeline of survey.declarations('pipeline')) {
      const timeout = entry(pipeline, 'timeout')?.value;
      const retries = [...below(pipeline.body, isActionNode)].filter(
        ({ verb, clauses }) => verb === 'retry' && clauses.some(({ word }) => word === 'from'),
      );
      if (timeout && retries.length > 0)
        yield {
          at: timeout,
          edits: [survey.replace(timeout, '2s')],
          joints: retries,
          says: `timeout: ${textOf(timeout)} → 2s with ${textOf(retries[0]!)}`,
        };
    }
  },
});

export const stepTimeoutBeyondPipeline = operator({
  name: 'step-timeout-beyond-pipeline',
  area: 'pipelines',
  failure: 'A step may run longer than the pipeline around it; its limit never holds.',
  *plant(survey) {
    for (const pipeline of survey.declarations('pipeline')) {
      const timeout = entry(pipeline, 'timeout');
      if (!timeout) continue;
      for (const step of stepsOf(pipeline)) {
        const { action } = step;
        const own = action && entry(action, 'timeout')?.value;
        if (own)
          yield {
            at: step,
            edits: [survey.replace(own, '400d')],
            joints: [timeout],
            says: `timeout of ${step.name}: ${textOf(own)} → 400d, ${textOf(timeout)} of the pipeline`,
          };
        else if (action?.verb === 'train' && action.body === undefined && !clause(action, 'when'))
          yield {
            at: step,
            edits: [survey.insertAfter(action, ' { timeout: 400d }')],
            joints: [timeout],
            says: `step ${step.name} may last 400d, ${textOf(timeout)} of the pipeline`,
          };
      }
    }
  },
});

export const retryOnAppend = operator({
  name: 'retry-on-append',
  area: 'pipelines',
  failure: 'A step that appends is run again after a failure; rows are there twice.',
  *plant(survey) {
    for (const write of survey.actions('write')) {
      const pipeline = survey.around(write, 'pipeline');
      const sink = survey.meaning(clause(write, 'to')?.value);
      const mode = sink && entry(sink.node as Declaration, 'mode')?.value;
      if (pipeline && /\bretry\b/.test(textOf(pipeline)) && mode && textOf(mode) === 'overwrite')
        yield {
          at: mode,
          edits: [survey.replace(mode, 'append')],
          joints: [write, ...retriesIn(pipeline)],
          says: `${sink.name}: overwrite → append under retry`,
        };
    }
  },
});

const retriesIn = (pipeline: Declaration): AstNode[] =>
  [...below(pipeline.body, isActionNode)].filter(({ verb }) => verb === 'retry');

export const rollbackToNothing = operator({
  name: 'rollback-of-nothing',
  area: 'pipelines',
  failure: 'What is to be rolled back never changed anything; the bad version stays.',
  *plant(survey) {
    for (const rollback of survey.actions('rollback')) {
      const pipeline = survey.around(rollback, 'pipeline');
      const first = stepsOf(pipeline)[0];
      if (
        pipeline &&
        first?.name &&
        rollback.object &&
        isNameRef(rollback.object) &&
        survey.meaning(rollback.object)?.kind === 'step'
      )
        yield {
          at: rollback,
          edits: [survey.replace(rollback.object, first.name)],
          joints: [first],
          says: `rollback ${textOf(rollback.object)} → ${first.name}, which reads`,
        };
    }
  },
});
