import {
  placementSection,
  operatorsSection,
  type OperatorRow,
  type PlacementRow,
} from './sections/execution.ts';
import {
  comparisonSection,
  historySection,
  type ComparisonRow,
  type HistoryRow,
} from './sections/history.ts';
import {
  casesSection,
  distributionSection,
  percentilesSection,
  type BinRow,
  type PercentileRow,
} from './sections/latency.ts';
import { objectivesSection, type ObjectiveRow } from './sections/objectives.ts';
import { pairedSection, type PairedRow } from './sections/paired.ts';
import { coldSection, memorySection, type ColdRow, type MemoryRow } from './sections/resources.ts';
import { throughputSection, type ThroughputRow } from './sections/throughput.ts';
import { formatBytes } from '../verdict/quantity-format.ts';
import { deviceName, providerName } from './machine-name.ts';
import { readComparison, type MeasuredComparison } from './measured-comparison.ts';
import { readResult, type MeasuredCase, type MeasuredResult } from './measured-result.ts';
import type { Section } from './section.ts';

/** What the report is made from; the same as the protocol's `BenchmarkReportData`. */
export interface ReportInput {
  readonly subject: string;
  /** Results as they were kept, oldest first. */
  readonly results: readonly unknown[];
  /** Comparisons in turns as they were kept, oldest first. */
  readonly comparisons?: readonly unknown[];
  readonly objectives: readonly ObjectiveRow[];
  readonly skipped: number;
  readonly isStale: boolean;
}

/** Everything that is known of one model's speed. */
export interface BenchmarkReport {
  readonly subject: string;
  /** The newest result; the sections are about it. */
  readonly last: MeasuredResult;
  /** Facts about the newest result: name and value. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** What a reader should know, as sentences. */
  readonly remarks: readonly string[];
  readonly sections: {
    readonly objectives: Section<ObjectiveRow>;
    readonly cases: Section<MeasuredCase>;
    readonly distribution: Section<BinRow>;
    readonly percentiles: Section<PercentileRow>;
    readonly throughput: Section<ThroughputRow>;
    readonly placement: Section<PlacementRow>;
    readonly operators: Section<OperatorRow>;
    readonly memory: Section<MemoryRow>;
    readonly cold: Section<ColdRow>;
    readonly history: Section<HistoryRow>;
    readonly comparison: Section<ComparisonRow>;
    readonly paired: Section<PairedRow>;
  };
}

/** Undefined when nothing was measured that can be read. */
export function makeReport(input: ReportInput): BenchmarkReport | undefined {
  const results = input.results.flatMap((raw) => readResult(input.subject, raw) ?? []);
  const comparisons = (input.comparisons ?? []).flatMap((raw) => readComparison(input.subject, raw) ?? []);
  const last = results.at(-1) ?? withoutFigures(comparisons.at(-1));
  if (!last) return undefined;
  return {
    subject: input.subject,
    last,
    facts: factsOf(last),
    remarks: [
      ...(input.isStale ? ['The file has changed since it was measured: measure it again.'] : []),
      ...last.remarks,
      ...skippedRemark(input.skipped),
    ],
    sections: {
      objectives: objectivesSection(input.objectives),
      cases: casesSection(last),
      distribution: distributionSection(last),
      percentiles: percentilesSection(last),
      throughput: throughputSection(last),
      placement: placementSection(last),
      operators: operatorsSection(last),
      memory: memorySection(last),
      cold: coldSection(last),
      history: historySection(results),
      comparison: comparisonSection(results),
      paired: pairedSection(comparisons),
    },
  };
}

/** A model that was only compared has no figures of its own, but a machine and a date. */
function withoutFigures(comparison: MeasuredComparison | undefined): MeasuredResult | undefined {
  if (comparison === undefined) return undefined;
  const { subject, measuredAt, machine, candidate, raw } = comparison;
  return {
    subject,
    measuredAt,
    model: { path: candidate.label, bytes: 0, sha256: candidate.sha256, external: [] },
    machine: { ...machine, provider: candidate.provider, engine: candidate.engine },
    cold: {},
    cases: [],
    placement: [],
    operators: [],
    remarks: [],
    raw,
  };
}

function factsOf({ measuredAt, machine, model, seed }: MeasuredResult): BenchmarkReport['facts'] {
  const parameters = model.parameters?.toLocaleString('en-US');
  return [
    ['Measured', `${measuredAt.slice(0, 16).replace('T', ' ')} UTC`],
    [
      'Machine',
      [deviceName(machine), ...(machine.device === undefined ? [] : [machine.cpu]), machine.os].join(', '),
    ],
    ['Provider', providerName(machine.provider)],
    ['Engine', machine.engine],
    [
      'Model',
      [
        model.path,
        ...(model.bytes === 0 ? [] : [formatBytes(model.bytes)]),
        ...(parameters === undefined ? [] : [`${parameters} parameters`]),
      ].join(', '),
    ],
    ['SHA-256', model.sha256.slice(0, 16)],
    ...(seed === undefined ? [] : ([['Seed of the inputs', seed]] as const)),
  ];
}

const skippedRemark = (skipped: number): string[] =>
  skipped === 0
    ? []
    : [`Lines of the history that could not be understood: ${skipped}. They are left as they are.`];
