import type { AstNode } from 'langium';
import {
  isMember,
  isNameRef,
  type Declaration,
  type Member,
  type Step,
} from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { below, textOf, type Survey } from '../survey.ts';
import { isNameNode, isStepNode } from '../syntax-kinds.ts';

export const stepsOf = (owner: Declaration | undefined): Step[] => [...below(owner?.body, isStepNode)];

export const stepCycle = operator({
  name: 'step-cycle',
  area: 'pipelines',
  failure: 'Two steps wait for each other; the run never begins.',
  *plant(survey) {
    for (const pipeline of survey.declarations('pipeline', 'optimize', 'service')) {
      const steps = stepsOf(pipeline);
      for (const step of steps) {
        const later = steps.find(
          (other) =>
            survey.symbol(step) !== undefined &&
            other !== step &&
            usesOf(survey, other).some((node) => survey.meaning(node) === survey.symbol(step)),
        );
        const object = usesOf(survey, step).find(
          (node) =>
            survey.meaning(node)?.kind === 'step' &&
            survey.around(survey.meaning(node)!.node, pipeline.noun) === pipeline,
        );
        if (later?.name && object && isNameRef(object) && survey.meaning(object)?.name !== later.name)
          yield {
            at: step,
            edits: [survey.replace(object, later.name)],
            joints: [later],
            says: `step ${step.name} takes ${later.name}, which takes ${step.name}`,
          };
      }
    }
  },
});

/** Names in the header line of a step, its object and clauses. */
const usesOf = (survey: Survey, step: Step): AstNode[] => {
  const { action } = step;
  if (!action) return [];
  return [action.object, ...action.clauses.map(({ value }) => value)]
    .flatMap((node) => [...below(node, isNameNode)])
    .filter((node) => survey.meaning(node) !== undefined);
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
        if (
          !action ||
          !/^(validate|filter|deduplicate|map|merge)$/.test(action.verb) ||
          !action.object ||
          !isNameRef(action.object)
        )
          continue;
        const symbol = survey.symbol(step);
        const uses = survey.uses(symbol);
        // Only where nobody else takes its rows is the step for nothing.
        const named = textOf(pipeline).match(new RegExp(`\\b${step.name}\\b`, 'g'))?.length ?? 0;
        if (uses.length === 1 && named === 2 && isNameRef(uses[0]!.node))
          yield {
            at: step,
            edits: [survey.replace(uses[0]!.node, textOf(action.object))],
            joints: [survey.elementOf(uses[0]!.node)],
            says: `${textOf(survey.elementOf(uses[0]!.node)).split('\n')[0]} takes ${textOf(action.object)} instead of ${step.name}`,
          };
      }
    }
  },
});

export const partUnknown = operator({
  name: 'part-unknown',
  area: 'pipelines',
  failure: 'A step asks for a part that the split does not make.',
  *plant(survey) {
    for (const node of survey.all((each): each is Member => isMember(each))) {
      const owner = survey.meaning(node.receiver);
      const isSplit =
        owner && /\bsplit\b/.test(textOf(owner.node)) && ['step', 'dataset'].includes(owner.kind);
      if (
        isSplit &&
        new RegExp(`\\b${node.member}\\s*:`).test(textOf(owner.node)) &&
        survey.around(node, 'pipeline')
      )
        yield {
          at: survey.elementOf(node),
          edits: [survey.replace(node, `${textOf(node.receiver)}.${node.member}ing`)],
          says: `${textOf(node)} → ${textOf(node)}ing`,
        };
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
        const used = survey
          .uses(survey.symbol(step))
          .map(({ node }) => node)
          .filter(isNameNode);
        const users = used.map((node) => survey.elementOf(node));
        const trains = survey.actions('train').some((each) => survey.around(each, 'pipeline') === pipeline);
        if (trains && used.length > 0)
          yield {
            at: step,
            edits: used.map((node) => survey.replace(node, textOf(action.object!))),
            joints: [
              ...users,
              ...stepsOf(pipeline).filter((each) => /^(train|split|evaluate)$/.test(each.action?.verb ?? '')),
            ],
            says: `what took ${step.name} takes ${textOf(action.object)} without features`,
          };
      }
  },
});

export const namesCollide = operator({
  name: 'names-collide',
  area: 'pipelines',
  failure:
    'Two names differ in their capitals only; the orchestrator writes both in small letters and takes them for one.',
  *plant(survey) {
    for (const pipeline of survey.declarations('pipeline')) {
      const [first, second] = stepsOf(pipeline).filter(({ name }) => name !== undefined);
      const symbol = second && survey.symbol(second);
      const isGenerated = survey
        .declarations('deployment')
        .some((each) => /\bkubeflow\b/.test(textOf(each)) && textOf(each).includes(pipeline.name!));
      if (first?.name && symbol && isGenerated) {
        const name = first.name[0]!.toUpperCase() + first.name.slice(1);
        yield {
          at: symbol.node,
          edits: survey.rename(symbol, name),
          joints: [first],
          says: `step ${symbol.name} → ${name}, beside ${first.name}`,
        };
      }
    }
  },
});
