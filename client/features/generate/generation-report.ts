/** What `tenon generate --reviewed … --format json` says, as far as the editor reads it. */
export interface GenerationReport {
  readonly mode: 'written';
  readonly files: readonly { readonly path: string; readonly change: string }[];
}

/** Undefined when the text is no such report, for example because the model has errors. */
export function readReport(text: string): GenerationReport | undefined {
  try {
    const value = JSON.parse(text) as Partial<GenerationReport> | null;
    return value?.mode === 'written' && Array.isArray(value.files) ? (value as GenerationReport) : undefined;
  } catch {
    return undefined;
  }
}
