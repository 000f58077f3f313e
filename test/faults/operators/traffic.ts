import type { AstNode } from 'langium';
import type { Action } from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { actionsOf, clause, entry, statementsOf, textOf } from '../survey.ts';
import { isActionNode, isConditionNode, isVersionNode } from '../syntax-kinds.ts';

export const trafficOff = operator({
  name: 'traffic-shares-off',
  area: 'serving',
  failure:
    'The shares of the traffic do not add up; some requests go nowhere, or routers share them otherwise.',
  *plant(survey) {
    for (const owner of survey.declarations('traffic'))
      for (const condition of statementsOf(owner).filter(isConditionNode)) {
        const share = condition.share;
        const value = share && /^(\d+)%$/.exec(textOf(share))?.[1];
        if (share && value && Number(value) > 10) {
          yield {
            at: condition,
            edits: [survey.replace(share, `${Number(value) - 10}%`)],
            says: `${textOf(condition)} → ${Number(value) - 10}%`,
          };
          break;
        }
      }
  },
});

export const versionUnknown = operator({
  name: 'version-nobody-has',
  area: 'release',
  failure: 'A canary, a roll-back or a promotion names a version that is neither served nor registered.',
  *plant(survey) {
    for (const node of survey.all(isVersionNode)) {
      if (!/^\d+$/.test(node.version)) continue;
      const owner = actionAround(node);
      const service = survey.around(node, 'service', 'experiment');
      const isCompared =
        service && new RegExp(`${textOf(node.receiver)}@${node.version}\\b[^%]*\\d%`).test(textOf(service));
      if (
        owner &&
        service &&
        isCompared &&
        ['canary', 'rollback', 'shift', 'promote', 'shadow'].includes(owner.verb)
      )
        yield {
          at: owner,
          edits: [survey.replace(node, `${textOf(node.receiver)}@99`)],
          joints: [service],
          says: `${owner.verb} ${textOf(node)} → @99`,
        };
    }
  },
});

export const actionAround = (node: AstNode): Action | undefined => {
  for (let each: AstNode | undefined = node.$container; each; each = each.$container)
    if (isActionNode(each)) return each;
  return undefined;
};

export const trafficToUnserved = operator({
  name: 'traffic-to-unserved-model',
  area: 'serving',
  failure: 'Traffic is sent to a model that the service does not serve.',
  *plant(survey) {
    for (const traffic of survey.declarations('traffic')) {
      const service = survey.around(traffic, 'service');
      const served = service
        ? actionsOf(service, 'serves').map(({ object }) =>
            survey.meaning(object?.$type === 'Version' ? object.receiver : object),
          )
        : [];
      const other = survey
        .symbols('model')
        .find((symbol) => symbol.file.path === survey.fileOf(traffic) && !served.includes(symbol));
      const condition = statementsOf(traffic).filter(isConditionNode)[0];
      const name = condition?.expression.$type === 'Version' ? condition.expression.receiver : undefined;
      if (service && other && condition && name)
        yield {
          at: condition,
          edits: [survey.replace(name, other.name)],
          joints: [service],
          says: `traffic to ${textOf(name)} → to ${other.name}, which is not served`,
        };
    }
  },
});

export const hashWithoutKey = operator({
  name: 'hash-without-key',
  area: 'serving',
  failure: 'Requests are spread by a hash of nothing; all of them go to one copy.',
  *plant(survey) {
    for (const balance of survey.actions('balance')) {
      const by = clause(balance, 'by');
      if (by && textOf(balance.object!).includes('hash'))
        yield { at: balance, edits: [survey.remove(by)], says: `${textOf(balance)} loses its key` };
    }
  },
});

export const degradeToItself = operator({
  name: 'degrade-to-itself',
  area: 'serving',
  failure: 'What stands in for an overloaded model is the same model.',
  *plant(survey) {
    for (const degrade of survey.actions('degrade')) {
      const service = survey.around(degrade, 'service');
      const to = clause(degrade, 'to')?.value;
      const served = service && actionsOf(service, 'serves')[0]?.object;
      if (to && served && survey.meaning(to)?.kind === 'model' && textOf(to) !== textOf(served))
        yield {
          at: degrade,
          edits: [survey.replace(to, textOf(served))],
          joints: [service],
          says: `degrade to ${textOf(to)} → to ${textOf(served)}, which is served`,
        };
    }
  },
});

export const rolloutIncomplete = operator({
  name: 'rollout-never-finishes',
  area: 'serving',
  failure: 'The last wave of a roll-out leaves devices on the old version for ever.',
  *plant(survey) {
    for (const wave of survey.declarations('wave')) {
      const devices = entry(wave, 'devices')?.value;
      if (devices && textOf(devices) === '100%')
        yield {
          at: wave,
          edits: [survey.replace(devices, '50%')],
          joints: [survey.around(wave, 'rollout')!],
          says: `wave ${wave.name}: 100% → 50%`,
        };
    }
  },
});

export const canaryStepsBack = operator({
  name: 'canary-steps-go-back',
  area: 'serving',
  failure: 'The steps of a canary do not grow; it never reaches everybody.',
  *plant(survey) {
    for (const canary of survey.actions('canary', 'shift')) {
      const steps = entry(canary, 'steps')?.value;
      if (steps?.$type === 'List' && steps.items.length > 1)
        yield {
          at: canary,
          edits: [survey.replace(steps, `[${steps.items.map(textOf).reverse().join(', ')}]`)],
          says: `steps ${textOf(steps)} reversed`,
        };
    }
  },
});
