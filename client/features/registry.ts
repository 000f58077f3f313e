import { command as showBenchmarkReport, view as benchmarkReports } from './benchmark-report/show-report.ts';
import { command as benchmark } from './benchmark/benchmark.ts';
import { command as benchmarkAll } from './benchmark/benchmark-all.ts';
import { view as benchmarkStatus } from './benchmark/benchmark-status.ts';
import { command as cancelBenchmark } from './benchmark/cancel-benchmark.ts';
import { command as clearBenchmarks } from './benchmark/clear-benchmarks.ts';
import { command as compareBenchmark } from './benchmark/compare-benchmark.ts';
import { view as verdictDecorations } from './benchmark/verdict-decorations.ts';
import { command as check } from './check/check.ts';
import type { ClientCommand } from './client-command.ts';
import type { ClientView } from './client-view.ts';
import { command as deploy } from './deploy/deploy.ts';
import { command as resumeDeployment } from './deploy/resume-deployment.ts';
import { view as deploymentRuns } from './deploy/runs-view.ts';
import { command as showRunLog } from './deploy/show-run-log.ts';
import { command as compareEnvironments } from './environment/compare-environments.ts';
import { command as selectEnvironment } from './environment/select-environment.ts';
import { command as discardReview } from './generate/discard-review.ts';
import { command as generate } from './generate/generate.ts';
import { view as generateOnSave } from './generate/generate-on-save.ts';
import { command as mergeReviewed } from './generate/merge-reviewed.ts';
import { command as regenerate } from './generate/regenerate.ts';
import { view as review } from './generate/review-view.ts';
import { command as showReview } from './generate/show-review.ts';
import { command as showReviewedFile } from './generate/show-reviewed-file.ts';
import { command as writeReviewed } from './generate/write-reviewed.ts';
import { view as generatedFiles } from './generated-files/generated-files-view.ts';
import { command as goToGeneratedLines } from './generated-files/go-to-generated-lines.ts';
import { command as goToModelLine } from './generated-files/go-to-model-line.ts';
import { command as output } from './output/show-output.ts';
import { command as showLineage, view as lineageView } from './lineage/lineage-view.ts';
import { view as projectView } from './project/project-view.ts';
import { command as refreshProjects } from './project/refresh-projects.ts';
import { command as capacity } from './questions/capacity.ts';
import { command as inspect } from './questions/inspect.ts';
import { view as liveAnswers } from './questions/live-answers.ts';
import { command as why } from './questions/why.ts';
import { command as explainRule } from './rules/explain-rule.ts';
import { command as reportBug } from './server/report-bug.ts';
import { command as restartServer } from './server/restart-server.ts';
import { command as showStatus } from './server/show-status.ts';
import { view as statusItem } from './server/status-item.ts';
import { view as goOn } from './walkthrough/go-on.ts';
import { view as verifyTasks } from './verify/verify-tasks-view.ts';
import { command as verify } from './verify/verify.ts';
import { command as newProject } from './walkthrough/new-project.ts';
import { command as tryExample } from './walkthrough/try-example.ts';

/** Every command; a test holds the list against the protocol's ids and the manifest. */
export const CLIENT_COMMANDS: readonly ClientCommand[] = [
  benchmark,
  benchmarkAll,
  cancelBenchmark,
  capacity,
  check,
  clearBenchmarks,
  compareBenchmark,
  compareEnvironments,
  deploy,
  explainRule,
  discardReview,
  generate,
  goToGeneratedLines,
  goToModelLine,
  mergeReviewed,
  inspect,
  newProject,
  output,
  refreshProjects,
  regenerate,
  reportBug,
  restartServer,
  resumeDeployment,
  selectEnvironment,
  showBenchmarkReport,
  showLineage,
  showReview,
  showReviewedFile,
  showRunLog,
  showStatus,
  tryExample,
  verify,
  why,
  writeReviewed,
];

/** What is shown all the time. */
export const CLIENT_VIEWS: readonly ClientView[] = [
  statusItem,
  projectView,
  review,
  generateOnSave,
  generatedFiles,
  verifyTasks,
  deploymentRuns,
  lineageView,
  benchmarkStatus,
  benchmarkReports,
  verdictDecorations,
  liveAnswers,
  goOn,
];
