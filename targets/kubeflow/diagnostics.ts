import type { Diagnostic, RelatedPlace } from '../../language/diagnostics/diagnostic.ts';
import type { Element } from '../../language/model/element.ts';
import type { Origin } from '../../language/model/origin.ts';
import type { Manifest } from '../kit/target.ts';

/** What this target may report. Kubeflow itself accepts most of these mistakes and fails while running, or never. */
export const DIAGNOSTICS = {
  TN9301: { severity: 'error', summary: 'The steps of a pipeline wait for each other in a circle.' },
  TN9302: {
    severity: 'error',
    summary: 'A number of retries or a length of time that Kubeflow cannot carry.',
  },
  TN9303: {
    severity: 'warning',
    summary: 'A schedule in a time zone that the installation has to be set to.',
  },
  TN9304: { severity: 'warning', summary: 'A failure handler at a place where Kubeflow has none.' },
  TN9305: { severity: 'error', summary: 'A condition of a step that Kubeflow cannot evaluate.' },
  TN9306: { severity: 'warning', summary: 'A training framework whose packages this target does not know.' },
  TN9307: {
    severity: 'error',
    summary: 'A model whose inputs cannot be filled with the features of the rows.',
  },
  TN9308: { severity: 'error', summary: 'A step whose verb this target does not carry.' },
  TN9309: { severity: 'error', summary: 'A source or sink that DuckDB cannot read or write here.' },
  TN9310: {
    severity: 'error',
    summary: 'A name that Kubeflow or Python cannot carry, or two that become the same.',
  },
  TN9311: { severity: 'error', summary: 'An expression that has no SQL or Python form.' },
  TN9312: {
    severity: 'warning',
    summary: 'Training on several machines or processes, which a pipeline step is not.',
  },
  TN9313: { severity: 'warning', summary: 'A recovery action that Kubeflow has no form for.' },
  TN9314: { severity: 'error', summary: 'A cron expression that the scheduler of Kubeflow does not read.' },
  TN9315: { severity: 'warning', summary: 'A resource setting that is not requested from Kubernetes.' },
  TN9316: { severity: 'error', summary: 'A training program that is not there.' },
  TN9317: { severity: 'error', summary: 'A step that lacks something it needs.' },
  TN9318: {
    severity: 'information',
    summary: 'A training setting that is handed to the program and not acted upon here.',
  },
} as const satisfies Manifest['diagnostics'];
export type Code = keyof typeof DIAGNOSTICS;

export type Report = (
  code: Code,
  at: Origin | Pick<Element, 'origin'>,
  message: string,
  more?: { help?: string; related?: readonly RelatedPlace[] },
) => void;

/** Collects diagnostics, each once: the same fault is often met from several sides. */
export function collector(): { readonly report: Report; readonly diagnostics: () => readonly Diagnostic[] } {
  const found = new Map<string, Diagnostic>();
  return {
    report(code, at, message, more = {}) {
      const origin = 'origin' in at ? at.origin : at;
      const key = JSON.stringify([code, origin.file, origin.range, message]);
      const { file, range } = origin;
      found.set(key, { code, severity: DIAGNOSTICS[code].severity, message, file, range, ...more });
    },
    diagnostics: () => [...found.values()],
  };
}
