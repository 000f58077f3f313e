/**
 * Plants faults into correct projects and reports what the checks make of them.
 *
 *   node test/faults/run.ts [--all] [--operator name] [--project part] [--json] [--write]
 *
 * Two places of each operator in each project, or all; `--write` renews docs/fault-injection.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { planCampaign, sampleFaults } from './campaign.ts';
import { correctProjects } from './correct-projects.ts';
import { OPERATORS } from './operators/index.ts';
import { markdownReport, tally, type Reason } from './report.ts';
import type { Verdict } from './verdict.ts';

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    operator: { type: 'string', multiple: true },
    project: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

const inFolder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const reasons = JSON.parse(readFileSync(inFolder('reasons.json'), 'utf8')) as Reason[];
const operators = OPERATORS.filter(({ name }) => values.operator?.includes(name) ?? true);
const projects = (await correctProjects()).filter(
  ({ name }) => values.project?.some((each) => name.includes(each)) ?? true,
);

const campaigns = projects.map((project) => planCampaign(project, operators));
const verdicts: Verdict[] = [];
for (const [campaign, faults] of sampleFaults(campaigns, values.all ? {} : { places: 2 })) {
  const start = performance.now();
  const judged = faults.map((fault) => campaign.judge(fault));
  verdicts.push(...judged);
  const right = judged.filter(({ outcome }) => outcome === 'right').length;
  const time = Math.round(performance.now() - start);
  console.error(`${campaign.name}: ${right} of ${judged.length} faults in the right place, ${time} ms`);
}
const alarms = campaigns.flatMap((each) => each.alarms);
const report = markdownReport(operators, verdicts, alarms, reasons);
if (values.write) writeFileSync(inFolder('../../docs/fault-injection.md'), report);
console.log(
  values.json
    ? JSON.stringify({ operators: tally(operators, verdicts), verdicts, alarms }, undefined, 2)
    : report,
);
