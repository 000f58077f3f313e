/** What `tenon generate --format json` says, as far as the editor reads it. */
export interface GenerationReport {
  readonly files: readonly GeneratedChange[];
  readonly findings: readonly { readonly severity: string }[];
}

export interface GeneratedChange {
  /** Relative to the output folder, forward slashes. */
  readonly path: string;
  readonly change: string;
}

/** Changes that touch the disk. */
export const WRITTEN: ReadonlySet<string> = new Set(['create', 'update', 'remove', 'conflict']);

/** Undefined when the text is no such report, for example because the model has errors. */
export function readReport(text: string): GenerationReport | undefined {
  try {
    const value = JSON.parse(text) as Partial<GenerationReport> | null;
    return Array.isArray(value?.files) && Array.isArray(value.findings)
      ? (value as GenerationReport)
      : undefined;
  } catch {
    return undefined;
  }
}
