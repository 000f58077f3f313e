import type { AstNode } from 'langium';
import { isCall, isMember, isNameRef, isStep, type Declaration, type Step } from '../../../language/generated/ast.ts';
import { isActionNode } from '../syntax-kinds.ts';
import { operator } from '../fault.ts';
import { below, clause, entry, statementsOf, textOf, type Survey } from '../survey.ts';

const isStepNode = (node: AstNode): node is Step => isStep(node);
const isCallNode = (node: AstNode): node is import('../../../language/generated/ast.ts').Call => isCall(node);
const isName = (node: AstNode): node is AstNode => isNameRef(node);

const stepsOf = (owner: Declaration | undefined): Step[] => [...below(owner?.body, isStepNode)];

export const cronInvalid = operator({
  name: 'cron-invalid',
  area: 'pipelines',
  failure: 'A schedule names an hour that no day has; the pipeline never starts.',
  *plant(survey) {
    for (const { fields, text, node } of crons(survey)) {
      if (/^\d+$/.test(fields[1]!)) yield { at: node, edits: [survey.replaceIn(node, text, [fields[0], '25', ...fields.slice(2)].join(' '))!], says: `cron ${text} → hour 25` };
      yield { at: node, edits: [survey.replaceIn(node, text, fields.slice(0, 4).join(' '))!], says: `cron ${text} loses its last field` };
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
        yield { at: node, edits: [survey.replaceIn(node, text, [fields[0], fields[1], '31', '2', '*'].join(' '))!], says: `cron ${text} → 31 February` };
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
        yield { at: node, edits: [survey.replaceIn(node, text, '*/5 * * * *')!], joints: [timeout], says: `cron ${text} → each 5 minutes with ${textOf(timeout)}` };
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
      if (zone) yield { at: node, edits: [survey.replaceIn(node, `"${zone}"`, '"Europe/Berln"')!], says: `zone ${zone} → Europe/Berln` };
    }
  },
});

export const stepCycle = operator({
  name: 'step-cycle',
  area: 'pipelines',
  failure: 'Two steps wait for each other; the run never begins.',
  *plant(survey) {
    for (const pipeline of survey.declarations('pipeline', 'optimize', 'service')) {
      const steps = stepsOf(pipeline);
      for (const step of steps) {
        const later = steps.find((other) => survey.symbol(step) !== undefined && other !== step && usesOf(survey, other).some((node) => survey.meaning(node) === survey.symbol(step)));
        const object = usesOf(survey, step).find((node) => survey.meaning(node)?.kind === 'step' && survey.around(survey.meaning(node)!.node, pipeline.noun) === pipeline);
        if (later?.name && object && isNameRef(object) && survey.meaning(object)?.name !== later.name)
          yield { at: step, edits: [survey.replace(object, later.name)], joints: [later], says: `step ${step.name} takes ${later.name}, which takes ${step.name}` };
      }
    }
  },
});

/** Names in the header line of a step, its object and clauses. */
const usesOf = (survey: Survey, step: Step): AstNode[] => {
  const { action } = step;
  if (!action) return [];
  return [action.object, ...action.clauses.map(({ value }) => value)].flatMap((node) => [...below(node, isName)]).filter((node) => survey.meaning(node) !== undefined);
};

export const stepBypassed = operator({
  name: 'step-bypassed',
  area: 'pipelines',
  failure: 'A step takes the rows from before they were cleaned; the check runs and changes nothing.',
  *plant(survey) {
    for (const pipeline of survey.declarations('pipeline')) {
      const steps = stepsOf(pipeline);
      for (const step of steps) {
        const { action } = step;
        if (!action || !/^(validate|filter|deduplicate|map|merge)$/.test(action.verb) || !action.object || !isNameRef(action.object)) continue;
        const symbol = survey.symbol(step);
        const uses = survey.uses(symbol);
        // Only where nobody else takes its rows is the step for nothing.
        const named = textOf(pipeline).match(new RegExp(`\\b${step.name}\\b`, 'g'))?.length ?? 0;
        if (uses.length === 1 && named === 2 && isNameRef(uses[0]!.node))
          yield { at: step, edits: [survey.replace(uses[0]!.node, textOf(action.object))], joints: [survey.elementOf(uses[0]!.node)], says: `${textOf(survey.elementOf(uses[0]!.node)).split('\n')[0]} takes ${textOf(action.object)} instead of ${step.name}` };
      }
    }
  },
});

export const gateUnhooked = operator({
  name: 'gate-unhooked',
  area: 'pipelines',
  failure: 'A model is registered or deployed whether its evaluation passed or not.',
  *plant(survey) {
    for (const pipeline of survey.declarations('pipeline'))
      for (const step of stepsOf(pipeline)) {
        const { action } = step;
        const when = action && clause(action, 'when');
        if (when && /^(register|deploy|promote|publish)$/.test(action.verb) && /\.(passed|granted)$/.test(textOf(when)))
          yield { at: step, edits: [survey.remove(when)], joints: [...below(when, isName)].flatMap((node) => survey.meaning(node)?.node ?? []), says: `step ${step.name} loses ${textOf(when)}` };
      }
  },
});

export const gateUnmeasured = operator({
  name: 'gate-on-unmeasured',
  area: 'pipelines',
  failure: 'A gate asks for a figure that the evaluation does not compute; it never passes, or always.',
  *plant(survey) {
    for (const evaluate of survey.actions('evaluate')) {
      const { object } = evaluate;
      const trainStep = survey.meaning(object);
      const train = trainStep && isStep(trainStep.node) ? trainStep.node.action : undefined;
      const training = train?.verb === 'train' ? survey.meaning(train.object) : undefined;
      const label = training && entry(training.node as Declaration, 'label')?.value;
      for (const require of statementsOf(evaluate).filter(isActionNode)) {
        const measured = require.verb === 'require' ? [...below(require.object, isName)][0] : undefined;
        // A class has no mean squared error: the metric does not fit what is learned.
        const isClass = label && (/[<>=]/.test(textOf(label)) || isEnumOrBool(survey, label, training));
        if (measured && isClass && /^(auc|accuracy|auroc|f1|precision|recall|ndcg)$/.test(textOf(measured)))
          yield { at: require, edits: [survey.replace(measured, 'rmse')], joints: [evaluate, survey.elementOf(evaluate), ...(training ? [training.node] : [])], says: `require ${textOf(measured)} → rmse of a class` };
      }
    }
  },
});

function isEnumOrBool(survey: Survey, label: AstNode, training: { node: AstNode }): boolean {
  const rows = survey.meaning(clause(training.node as Declaration, 'on')?.value);
  const column = rows?.members.get(textOf(label));
  const type = column && (column.node as { value?: AstNode }).value;
  return type !== undefined && /^(bool|enum)/.test(textOf(type));
}

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
        yield { at: retry, edits: [survey.replace(from, '30h'), survey.replace(to, '60h')], joints: [timeout], says: `${textOf(retry)} → from 30h to 60h with ${textOf(timeout)}` };
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
      const retries = [...below(pipeline.body, isActionNode)].filter(({ verb, clauses }) => verb === 'retry' && clauses.some(({ word }) => word === 'from'));
      if (timeout && retries.length > 0)
        yield { at: timeout, edits: [survey.replace(timeout, '2s')], joints: retries, says: `timeout: ${textOf(timeout)} → 2s with ${textOf(retries[0]!)}` };
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
        if (own) yield { at: step, edits: [survey.replace(own, '400d')], joints: [timeout], says: `timeout of ${step.name}: ${textOf(own)} → 400d, ${textOf(timeout)} of the pipeline` };
        else if (action?.verb === 'train' && action.body === undefined && !clause(action, 'when'))
          yield { at: step, edits: [survey.insertAfter(action, ' { timeout: 400d }')], joints: [timeout], says: `step ${step.name} may last 400d, ${textOf(timeout)} of the pipeline` };
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
        yield { at: mode, edits: [survey.replace(mode, 'append')], joints: [write, ...retriesIn(pipeline)], says: `${sink.name}: overwrite → append under retry` };
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
      if (pipeline && first?.name && rollback.object && isNameRef(rollback.object) && survey.meaning(rollback.object)?.kind === 'step')
        yield { at: rollback, edits: [survey.replace(rollback.object, first.name)], joints: [first], says: `rollback ${textOf(rollback.object)} → ${first.name}, which reads` };
    }
  },
});

export const partUnknown = operator({
  name: 'part-unknown',
  area: 'pipelines',
  failure: 'A step asks for a part that the split does not make.',
  *plant(survey) {
    for (const node of survey.all((each): each is import('../../../language/generated/ast.ts').Member => isMember(each))) {
      const owner = survey.meaning(node.receiver);
      const isSplit = owner && /\bsplit\b/.test(textOf(owner.node)) && ['step', 'dataset'].includes(owner.kind);
      if (isSplit && new RegExp(`\\b${node.member}\\s*:`).test(textOf(owner.node)) && survey.around(node, 'pipeline'))
        yield { at: survey.elementOf(node), edits: [survey.replace(node, `${textOf(node.receiver)}.${node.member}ing`)], says: `${textOf(node)} → ${textOf(node)}ing` };
    }
  },
});

export const expectationImpossible = operator({
  name: 'expectation-of-wrong-type',
  area: 'data',
  failure: 'A column of text is checked against numbers; every row is refused.',
  *plant(survey) {
    for (const expect of survey.actions('expect')) {
      const { object } = expect;
      const names = [...below(object, isName)];
      const column = survey.meaning(names[0]);
      if (object?.$type !== 'Binary' || !/ in -?\d|[<>]=? *\d/.test(textOf(object)) || column?.kind !== 'column') continue;
      const other = [...column.parent!.members.values()].find((each) => each.kind === 'column' && /^string\b/.test(textOf((each.node as never as { value: AstNode }).value)));
      if (other && textOf(names[0]!) === column.name)
        yield { at: expect, edits: [survey.replace(names[0]!, other.name)], says: `${textOf(object)} → of the text column ${other.name}` };
    }
  },
});


export const joinBypassed = operator({
  name: 'features-not-joined',
  area: 'pipelines',
  failure: 'A model is trained on rows without the features that it is served with.',
  *plant(survey) {
    for (const pipeline of survey.declarations('pipeline'))
      for (const step of stepsOf(pipeline)) {
        const { action } = step;
        if (action?.verb !== 'join' || !isNameRef(action.object)) continue;
        const used = survey.uses(survey.symbol(step)).map(({ node }) => node).filter(isName);
        const users = used.map((node) => survey.elementOf(node));
        const trains = survey.actions('train').some((each) => survey.around(each, 'pipeline') === pipeline);
        if (trains && used.length > 0)
          yield {
            at: step,
            edits: used.map((node) => survey.replace(node, textOf(action.object!))),
            joints: [...users, ...stepsOf(pipeline).filter((each) => /^(train|split|evaluate)$/.test(each.action?.verb ?? ''))],
            says: `what took ${step.name} takes ${textOf(action.object)} without features`,
          };
      }
  },
});

export const evaluatedNoModel = operator({
  name: 'evaluated-no-model',
  area: 'pipelines',
  failure: 'A step is evaluated that is no model.',
  *plant(survey) {
    for (const evaluate of survey.actions('evaluate')) {
      const pipeline = survey.around(evaluate, 'pipeline');
      const read = stepsOf(pipeline).find((step) => step.action?.verb === 'read');
      if (read?.name && evaluate.object && isNameRef(evaluate.object))
        yield { at: evaluate, edits: [survey.replace(evaluate.object, read.name)], joints: [read], says: `evaluate ${textOf(evaluate.object)} → ${read.name}` };
    }
  },
});

export const registeredNoModel = operator({
  name: 'registered-no-model',
  area: 'release',
  failure: 'What is registered as a new version is a report, not a model.',
  *plant(survey) {
    for (const register of survey.actions('register')) {
      const pipeline = survey.around(register, 'pipeline');
      const report = stepsOf(pipeline).find((step) => step.action?.verb === 'evaluate');
      if (report?.name && register.object && isNameRef(register.object))
        yield { at: register, edits: [survey.replace(register.object, report.name)], joints: [report, survey.elementOf(register)], says: `register ${textOf(register.object)} → ${report.name}` };
    }
  },
});

export const namesCollide = operator({
  name: 'names-collide',
  area: 'pipelines',
  failure: 'Two names differ in their capitals only; the orchestrator writes both in small letters and takes them for one.',
  *plant(survey) {
    for (const pipeline of survey.declarations('pipeline')) {
      const [first, second] = stepsOf(pipeline).filter(({ name }) => name !== undefined);
      const symbol = second && survey.symbol(second);
      if (first?.name && symbol) {
        const name = first.name[0]!.toUpperCase() + first.name.slice(1);
        yield { at: symbol.node, edits: survey.rename(symbol, name), joints: [first], says: `step ${symbol.name} → ${name}, beside ${first.name}` };
      }
    }
  },
});
