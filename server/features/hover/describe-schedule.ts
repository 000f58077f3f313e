import { textOf, type Syntax } from '../../../language/index.ts';
import { nextRuns, runText } from './next-runs.ts';

const RUNS = 5;

/** The next runs of the schedule that a text or the word `cron` belongs to; undefined when there is none. */
export function describeSchedule(
  node: { readonly $type: string; readonly $container?: unknown },
  now: number,
): string | undefined {
  const call = callAround(node);
  if (call?.callee.$type !== 'NameRef' || call.callee.name !== 'cron') return undefined;
  const text = (name: string | undefined): string | undefined => {
    const value = call.arguments.find((argument) => argument.name === name)?.value;
    return value?.$type === 'StringLiteral' ? value.value : undefined;
  };
  const cron = text(undefined);
  const zone = text('zone') ?? 'UTC';
  const runs = cron === undefined ? [] : nextRuns(cron, zone, now, RUNS);
  if (runs.length === 0) return undefined;
  const lines = runs.map((run) => `- ${runText(run, zone)}`);
  return `**${textOf(call)}**\n\nNext runs in ${zone}:\n\n${lines.join('\n')}`;
}

function callAround(node: {
  readonly $type: string;
  readonly $container?: unknown;
}): Syntax.Call | undefined {
  let part: { readonly $type: string; readonly $container?: unknown } | undefined = node;
  for (let steps = 0; part && steps < 3; steps++) {
    if (part.$type === 'Call') return part as Syntax.Call;
    part = part.$container as typeof part;
  }
  return undefined;
}
