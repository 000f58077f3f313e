import type { ObjectiveVerdict } from '../../../protocol/index.ts';
import { judgeService } from '../../measurements/objective-verdicts.ts';
import type { Texts } from '../../text/texts.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** Verdicts of the objectives that are written in a file; those of a template have no result of their own. */
export async function objectiveVerdicts(
  { path, file, host }: ModelFile,
  texts: Texts,
): Promise<ObjectiveVerdict[]> {
  const services = file.symbols.declared.filter(({ kind }) => kind === 'service');
  if (services.length === 0) return [];
  const { last } = await host.history.read();
  return services.flatMap((service) =>
    judgeService(service, host, last)
      .filter(({ objective }) => objective.expression.origin.file === path)
      .map(({ objective, verdict, reason, figure, result, isStale }) => ({
        range: objective.expression.origin.range,
        verdict,
        reason: texts.of(reason),
        isStale,
        ...(figure === undefined ? {} : { figure }),
        ...(result ? { model: result.subject } : {}),
      })),
  );
}
