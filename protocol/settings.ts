export const LANGUAGE_ID = 'tenon';

/** Keys of the settings below `tenon.`, as the manifest declares them. */
export const SETTINGS = {
  /** Path of the Node.js that runs the server and the `tenon` command; empty for the editor's own. */
  node: 'node',
  /** Lenses over models. */
  codeLens: 'codeLens.enabled',
  /** Saving a model writes the files anew that Tenon owns. */
  generateOnSave: 'generate.onSave',
  /** Verdicts beside objectives. */
  verdicts: 'benchmark.verdicts',
  /** Findings that follow from measurements. */
  measuredFindings: 'benchmark.findings',
  /** What the editor and the server say to each other goes to the log. */
  trace: 'trace.server',
} as const;
