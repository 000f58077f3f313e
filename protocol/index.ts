/** The face of the room: everything that the server and its clients say to one another beyond the LSP itself. */
export {
  BENCHMARK_REPORT,
  MEASUREMENTS_CHANGED,
  OBJECTIVE_VERDICTS,
  type BenchmarkReportData,
  type ObjectiveVerdict,
  type ObjectiveVerdictWord,
  type ReportedObjective,
} from './benchmarks.ts';
export { CANCEL, PROGRESS_CHANNEL, type BenchmarkProgress } from './benchmark-progress.ts';
export {
  COMMANDS,
  type BenchmarkArgument,
  type CancelArgument,
  type ClearArgument,
  type CompareArgument,
  type CompareEnvironmentsArgument,
  type CommandId,
  type DeployArgument,
  type EnvironmentArgument,
  type GenerateArgument,
  type NewProjectArgument,
  type ProjectArgument,
  type QuestionArgument,
  type ReviewArgument,
  type ReviewedFileArgument,
  type RunArgument,
} from './commands.ts';
export {
  CAUSED_LINES,
  GENERATED_STATES,
  GENERATED_STATES_CHANGED,
  GENERATION_PREVIEW,
  LINE_ORIGIN,
  type CausedFile,
  type CausingPlace,
  type GeneratedFileState,
  type GenerationPreview,
  type GenerationProblem,
  type GenerationRequest,
  type LineOrigin,
  type PreviewedFile,
  type TargetFinding,
} from './generation.ts';
export {
  COMPARE_MODELS,
  COMPARE_OUTPUTS,
  type ComparedFile,
  type ComparedModels,
  type ComparedOutputs,
  type EnvironmentPair,
} from './comparison.ts';
export { CHOOSE_ENVIRONMENT, type EnvironmentChoice, type ShownProject } from './environments.ts';
export {
  FILE_FACTS,
  READ_FILE,
  READ_FOLDER,
  type FileErrorCode,
  type FileFacts,
  type FileFailure,
} from './files.ts';
export {
  GENERATED_FILES,
  INSPECT,
  PROJECT_ELEMENTS,
  PROJECT_KINDS,
  PROJECT_TREE_CHANGED,
  type InspectQuestion,
  type KindBranch,
  type ProblemCounts,
  type TreeElement,
  type TreeFile,
  type TreeRange,
} from './project-tree.ts';
export {
  NAMES_AT,
  WHY,
  type AskedName,
  type PlaceInModel,
  type WhyAnswer,
  type WhyQuestion,
} from './questions.ts';
export {
  CHECK_PROJECT,
  LIST_PROJECTS,
  type CheckSummary,
  type ProjectDescription,
  type ProjectModel,
  type ProjectTarget,
} from './projects.ts';
export type { InitializationOptions, SettingsFiles } from './initialization.ts';
export { LIBRARY_SCHEME } from './library.ts';
export { LIST_RULES, type RuleDescription } from './rules.ts';
export type { FromReportPage, ReportPageState, ToReportPage } from './report-page.ts';
export { LANGUAGE_ID, SETTINGS } from './settings.ts';
export { STATUS, type ServerStatus } from './status.ts';
export type { NotificationMessage, RequestMessage } from './message.ts';
