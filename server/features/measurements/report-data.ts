import { URI } from 'vscode-uri';
import type { BenchmarkReportData, ReportedObjective } from '../../../protocol/index.ts';
import type { MeasuredResult } from '../../../bench/report/measured-result.ts';
import { artifactOf, currencyOf } from '../../measurements/measured-files.ts';
import { judgeService } from '../../measurements/objective-verdicts.ts';
import type { Texts } from '../../text/texts.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';

/** So many results are shown at most: the newest ones. */
const MOST = 500;

/** What the report of one model shows; of the one that was measured last when none is named. */
export async function reportData(
  host: ProjectHost,
  root: string,
  texts: Texts,
  model?: string,
): Promise<BenchmarkReportData> {
  const { results, comparisons, skipped } = await host.history.read();
  const subject = model ?? results.at(-1)?.subject ?? comparisons.at(-1)?.subject ?? '';
  const own = results.filter((result) => result.subject === subject).slice(-MOST);
  const last = own.at(-1);
  return {
    project: URI.file(root).toString(),
    subject,
    subjects: [...new Set([...results, ...comparisons].map((each) => each.subject))].sort(),
    results: own.map(({ raw }) => raw),
    comparisons: comparisons
      .filter((each) => each.subject === subject)
      .slice(-MOST)
      .map(({ raw }) => raw),
    objectives: last ? objectivesOf(subject, last, host, texts) : [],
    skipped,
    isStale: last !== undefined && currencyOf(last, artifactOf(subject, host), host) === 'stale',
  };
}

/** What services promise that run this model. */
function objectivesOf(
  subject: string,
  last: MeasuredResult,
  host: ProjectHost,
  texts: Texts,
): ReportedObjective[] {
  const services = [...host.project.files.values()]
    .flatMap(({ symbols }) => symbols.declared)
    .filter(({ kind }) => kind === 'service');
  return services.flatMap((service) =>
    judgeService(service, host, new Map([[subject, last]]))
      .filter(({ service: { serves, steps } }) =>
        [...serves, ...steps.map(({ serving }) => serving)].some(
          ({ model }) => model.qualifiedName === subject,
        ),
      )
      .map(({ objective, verdict, reason }) => ({
        service: service.qualifiedName,
        text: objective.expression.text,
        measure: objective.measure,
        comparison: objective.comparison,
        limit: typeof objective.limit === 'number' ? objective.limit : objective.limit.value,
        verdict,
        reason: texts.of(reason),
      })),
  );
}
