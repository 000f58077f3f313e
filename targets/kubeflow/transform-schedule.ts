import type { Pipeline } from '../../language/model/pipeline.ts';
import { cronProblem } from '../../language/types/cron.ts';
import type { Report } from './diagnostics.ts';
import type { ScheduleOutput } from './output.ts';

/** The recurring run of a pipeline. Kubeflow's cron has a field for seconds in front of the usual five. */
export function planSchedule(pipeline: Pipeline, report: Report): ScheduleOutput | undefined {
  const { schedule } = pipeline;
  if (!schedule) return undefined;
  const problem = cronProblem(schedule.cron.value);
  if (problem !== undefined) {
    report(
      'TN9314',
      schedule.cron.origin,
      `Kubeflow can't read the schedule "${schedule.cron.value}": ${problem}.`,
    );
    return undefined;
  }
  if (!UTC.has(schedule.zone.value)) {
    report(
      'TN9303',
      schedule.zone.origin,
      `Kubeflow has one time zone for all schedules of an installation, and it is UTC unless it was set to ${schedule.zone.value}.`,
      {
        help: `Set cronScheduleTimezone of the installation to ${schedule.zone.value}, or write the schedule in UTC.`,
      },
    );
  }
  return {
    cron: { value: `0 ${schedule.cron.value.trim().split(/\s+/).join(' ')}`, cause: schedule.cron },
    zone: { value: schedule.zone.value, cause: schedule.zone },
    concurrency: {
      value: pipeline.concurrency?.value ?? 1,
      cause: pipeline.concurrency ?? {
        derived: "runs don't overlap unless the pipeline says otherwise",
        from: [pipeline],
      },
    },
  };
}

const UTC: ReadonlySet<string> = new Set(['UTC', 'Etc/UTC', 'Z', 'GMT']);
