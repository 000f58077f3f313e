import type { Diagnostic, Severity } from '../../language/diagnostics/diagnostic.ts';
import type { Origin } from '../../language/model/origin.ts';

/** What the kit itself may report for any target; each target declares its own codes in its manifest. */
export const KIT_DIAGNOSTICS = {
  TN9000: { severity: 'error', summary: 'A target failed; this is a bug of Tenon.' },
  TN9001: { severity: 'warning', summary: 'A target leaves out an element that the deployment uses.' },
  TN9002: { severity: 'warning', summary: "A target can't express a property that the model sets." },
  TN9003: { severity: 'error', summary: 'Two elements get the same name in the generated files.' },
  TN9004: { severity: 'error', summary: "A name can't be carried into the generated files." },
  TN9005: { severity: 'error', summary: 'A generated file has an unusable path, or two files share one.' },
  TN9006: { severity: 'error', summary: 'A deployment emits a target that does not exist.' },
  TN9007: {
    severity: 'information',
    summary: 'A statement is checked, but nothing that is generated carries it.',
  },
  TN9008: {
    severity: 'warning',
    summary: 'A deployment uses an element of a kind that nothing generates yet.',
  },
  TN9009: {
    severity: 'information',
    summary: 'A type loses something in a system that a target hands its values to.',
  },
} as const satisfies Record<string, { readonly severity: Severity; readonly summary: string }>;

export type KitCode = keyof typeof KIT_DIAGNOSTICS;

export const kitDiagnostic = (
  code: KitCode,
  place: Origin,
  message: string,
  more: Pick<Diagnostic, 'help' | 'related' | 'data'> = {},
): Diagnostic => ({
  code,
  severity: KIT_DIAGNOSTICS[code].severity,
  message,
  file: place.file,
  range: place.range,
  ...more,
});
