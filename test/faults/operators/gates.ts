import type { AstNode } from 'langium';
import { isNameRef, isStep, type Declaration } from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { below, clause, entry, statementsOf, textOf, type Survey } from '../survey.ts';
import { isActionNode, isNameNode } from '../syntax-kinds.ts';
import { stepsOf } from './steps.ts';

export const gateUnhooked = operator({
  name: 'gate-unhooked',
  area: 'pipelines',
  failure: 'A model is registered or deployed whether its evaluation passed or not.',
  *plant(survey) {
    for (const pipeline of survey.declarations('pipeline'))
      for (const step of stepsOf(pipeline)) {
        const { action } = step;
        const when = action && clause(action, 'when');
        if (
          when &&
          /^(register|deploy|promote|publish)$/.test(action.verb) &&
          /\.(passed|granted)$/.test(textOf(when))
        )
          yield {
            at: step,
            edits: [survey.remove(when)],
            joints: [...below(when, isNameNode)].flatMap((node) => survey.meaning(node)?.node ?? []),
            says: `step ${step.name} loses ${textOf(when)}`,
          };
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
        const measured = require.verb === 'require' ? [...below(require.object, isNameNode)][0] : undefined;
        // A class has no mean squared error: the metric does not fit what is learned.
        const isClass = label && (/[<>=]/.test(textOf(label)) || isEnumOrBool(survey, label, training));
        if (measured && isClass && /^(auc|accuracy|auroc|f1|precision|recall|ndcg)$/.test(textOf(measured)))
          yield {
            at: require,
            edits: [survey.replace(measured, 'rmse')],
            joints: [evaluate, survey.elementOf(evaluate), ...(training ? [training.node] : [])],
            says: `require ${textOf(measured)} → rmse of a class`,
          };
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

export const thresholdSlip = operator({
  name: 'threshold-percent-slip',
  area: 'pipelines',
  failure: 'A threshold is written in percent where a ratio is meant; no model ever passes.',
  *plant(survey) {
    for (const require of survey.actions('require')) {
      const text = textOf(require);
      const ratio =
        /(auc|auroc|accuracy|f1|ndcg|recall|precision|recall_at\(100\)|map50|top1)\s*>=?\s*(0\.\d+)$/.exec(
          text.split('\n')[0]!,
        );
      const percent = />=?\s*(\d+(?:\.\d+)?)%$/.exec(text);
      if (ratio)
        yield {
          at: require,
          edits: [survey.replaceIn(require, ratio[2]!, String(Math.round(Number(ratio[2]) * 100)))!],
          says: `${text} → ${Math.round(Number(ratio[2]) * 100)}`,
        };
      if (percent)
        yield {
          at: require,
          edits: [survey.replaceIn(require, `${percent[1]}%`, percent[1]!)!],
          says: `${text} → without its percent`,
        };
    }
    for (const param of survey.declarations('param'))
      if (param.value && /^minimum_auc/.test(param.name ?? '') && param.$container?.$type === 'File')
        yield {
          at: param,
          edits: [survey.replace(param.value, '65')],
          joints: survey.users(survey.symbol(param)),
          says: `param ${param.name} = ${textOf(param.value)} → 65`,
        };
  },
});

export const evaluatedOnTraining = operator({
  name: 'evaluated-on-training-rows',
  area: 'pipelines',
  failure: 'A model is evaluated on the rows that it was trained on, and passes every gate.',
  *plant(survey) {
    for (const train of survey.actions('train')) {
      const on = clause(train, 'on')?.value;
      if (on?.$type !== 'Member') continue;
      const pipeline = survey.around(train, 'pipeline');
      for (const evaluate of below(pipeline, isActionNode)) {
        const other = clause(evaluate, 'on')?.value;
        if (evaluate.verb !== 'evaluate' || other?.$type !== 'Member') continue;
        if (survey.meaning(other.receiver) !== survey.meaning(on.receiver) || other.member === on.member)
          continue;
        yield {
          at: evaluate,
          edits: [survey.replace(other, textOf(on))],
          says: `evaluate on ${textOf(other)} → ${textOf(on)}`,
        };
      }
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
        yield {
          at: evaluate,
          edits: [survey.replace(evaluate.object, read.name)],
          joints: [read],
          says: `evaluate ${textOf(evaluate.object)} → ${read.name}`,
        };
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
        yield {
          at: register,
          edits: [survey.replace(register.object, report.name)],
          joints: [report, survey.elementOf(register)],
          says: `register ${textOf(register.object)} → ${report.name}`,
        };
    }
  },
});
