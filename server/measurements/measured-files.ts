import type { MeasuredResult } from '../../bench/report/measured-result.ts';
import type { ProjectHost } from '../workspace/project-host.ts';

/**
 * Whether a result is of the bytes that the model's file and the weights beside it have now. `unknown` until somebody
 * has looked, which for large files takes a moment.
 */
export type Currency = 'current' | 'stale' | 'unknown';

export function currencyOf(
  result: MeasuredResult,
  artifact: string | undefined,
  host: ProjectHost,
): Currency {
  if (artifact === undefined) return 'unknown';
  const fact = host.project.facts.measured(artifact);
  if (!fact) return 'unknown';
  const isThis = (each: { readonly sha256: string; readonly measuredAt: string }): boolean =>
    each.sha256 === result.model.sha256 && each.measuredAt === result.measuredAt;
  if (fact.measurements.some(isThis)) return 'current';
  return fact.stale.some(isThis) ? 'stale' : 'unknown';
}

/** Path of a model's ONNX file, relative to the project, in the environment that the project is shown in. */
export function artifactOf(qualifiedName: string, { project }: ProjectHost): string | undefined {
  const found = project.model(project.settings.environment);
  const artifact = 'model' in found ? found.model.element('model', { qualifiedName })?.artifact : undefined;
  return artifact?.format === 'onnx' ? artifact.path.value : undefined;
}
