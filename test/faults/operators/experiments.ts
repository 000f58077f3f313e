import { operator } from '../fault.ts';
import { actionsOf, entries, statementsOf, textOf } from '../survey.ts';

export const significanceSlip = operator({
  name: 'significance-slip',
  area: 'release',
  failure: 'The chance of a false alarm is above one; every experiment is won.',
  *plant(survey) {
    for (const power of survey.declarations('power'))
      for (const each of entries(power))
        if (/^(alpha|beta)$/.test(each.name) && each.value)
          yield { at: power, edits: [survey.replace(each.value, '500%')], says: `${textOf(each)} → 500%` };
  },
});

export const experimentSharesOff = operator({
  name: 'experiment-shares-off',
  area: 'release',
  failure:
    'The groups of an experiment do not add up to all users; the sample ratio is wrong from the first day.',
  *plant(survey) {
    for (const experiment of survey.declarations('experiment'))
      for (const split of actionsOf(experiment, 'split')) {
        const first = statementsOf(split)[0];
        const share = first && /share: (\d+)%/.exec(textOf(first));
        if (first && share)
          yield {
            at: split,
            edits: [survey.replaceIn(first, `${share[1]}%`, `${Number(share[1]) - 10}%`)!],
            says: `${textOf(first)} → ${Number(share[1]) - 10}%`,
          };
      }
  },
});

export const experimentOfSame = operator({
  name: 'experiment-of-the-same',
  area: 'release',
  failure: 'Both groups of an experiment see the same version; it ends in two weeks with nothing.',
  *plant(survey) {
    for (const experiment of survey.declarations('experiment'))
      for (const split of actionsOf(experiment, 'split')) {
        const variants = statementsOf(split).map((each) => ({
          each,
          version: /\w+@\w+/.exec(textOf(each))?.[0],
        }));
        const [first, second] = variants;
        if (first?.version && second?.version && first.version !== second.version)
          yield {
            at: split,
            edits: [survey.replaceIn(second.each, second.version, first.version)!],
            says: `${second.version} → ${first.version}, as in the other group`,
          };
      }
  },
});

export const reactionLost = operator({
  name: 'monitor-without-reaction',
  area: 'release',
  failure: 'A monitor sees the drift and tells nobody.',
  *plant(survey) {
    for (const monitor of survey.actions('monitor')) {
      if (!monitor.next) continue;
      const edit = survey.replaceIn(monitor, /\s+then\b[\s\S]*$/, '');
      if (edit)
        yield { at: monitor, edits: [edit], says: `${textOf(monitor).split('\n')[0]} loses what follows` };
    }
  },
});
