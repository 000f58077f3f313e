import type { Choices } from './choices.ts';
import type { RandomSource } from './data-part.ts';

/** Two versions of the served model compared, by figures of a table. */
export function randomExperiment(choices: Choices, rows: RandomSource): string[] {
  const share = choices.whole(10, 90);
  const number = rows.columns.find(({ kind }) => kind === 'number')!.name;
  const outcome = rows.name.replace('table', 'outcome');
  return [
    `metric success = count_if(${outcome}) / count() of ${rows.name}`,
    `metric amount = sum(${number}) / count_distinct(${rows.key}) of ${rows.name}`,
    `experiment trial on net_api {
  hypothesis: "The next version is better."
  owner: oncall
  split by ${rows.key} {
    control   : net@1 { share: ${share}% }
    treatment : net@2 { share: ${100 - share}% }
  }
  power { effect: ${choices.whole(1, 9)}%, alpha: 5%, beta: 20% }
  runs for ${choices.whole(7, 28)}d
  primary: success
  require amount >= control.amount * 0.9${choices.whole(0, 9)}
  test sequential with success { method: msprt }
  win when lift(success) > 1% and p_value(success) < 0.05
  lose when lift(success) < 0% and p_value(success) < 0.05
  on win promote net@2 to production
  on lose rollback net_api to net@1 then alert oncall
  on requirement_broken rollback net_api to net@1 then alert oncall
}`,
  ];
}
