/**
 * The kit's face for those who run targets: generating, tracing, and deciding what becomes of files.
 * Targets themselves import its single files (printers, names, contract).
 */
export {
  generate,
  type DeploymentRun,
  type GenerateInput,
  type Generated,
  type TargetRun,
} from './generate.ts';
export type { Cancellation, FileFacts, Manifest, ModelSignature, SignaturePort, Target } from './target.ts';
export { KIT_DIAGNOSTICS, type KitCode } from './diagnostics.ts';
export { copiedSources, outputFiles } from './output-files.ts';
export {
  differing,
  planChanges,
  type Change,
  type Choice,
  type DiskEntry,
  type GeneratedFile,
} from './ownership.ts';
export { decide, type ChangeSet, type Decision } from './change-set.ts';
export { MANIFEST_PATH, tracePath } from './ownership-manifest.ts';
export { unifiedDiff } from './unified-diff.ts';
export { causesOf, linesOf, printOrigin, type CausedLines, type LineCause, type Trace } from './trace.ts';
export { parseTraceFile } from './trace-file.ts';
export { generatedLine } from './edited-lines.ts';
