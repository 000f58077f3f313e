import type { MeasuredMachine, MeasuredResult } from '../../bench/report/measured-result.ts';
import { deviceName, providerName } from '../../bench/report/machine-name.ts';
import { grade, MEASURED_CODES, type Diagnostic, type Symbol } from '../../language/index.ts';
import type { ProjectHost } from '../workspace/project-host.ts';
import { artifactOf, currencyOf } from './measured-files.ts';
import { judgeService } from './objective-verdicts.ts';

/** What tells this machine from others. */
export interface ThisMachine {
  readonly cpu: string;
  readonly arch: string;
  /** Bytes. */
  readonly memory: number;
}

/** Figures of other machines prove nothing here. */
export const isOn = (here: ThisMachine, { cpu, arch, memory }: MeasuredMachine): boolean =>
  cpu === here.cpu && arch === here.arch && (memory === undefined || memory === here.memory);

/**
 * What the newest results say against the models of a project: objectives that are broken, nodes that did not run
 * where they should have, figures that are noise. Only results of this machine and of the present bytes count. Each
 * has a page in docs/rules; the project file grades them like rules, and a setting of the editor turns them off. A
 * comment in a model does not ignore them, for they come and go.
 */
export function measuredFindings(
  host: ProjectHost,
  last: ReadonlyMap<string, MeasuredResult>,
  here: ThisMachine,
): Diagnostic[] {
  const counting = new Map(
    [...last].filter(
      ([name, result]) =>
        isOn(here, result.machine) && currencyOf(result, artifactOf(name, host), host) === 'current',
    ),
  );
  if (counting.size === 0) return [];
  const declared = [...host.project.files.values()].flatMap(({ symbols }) => symbols.declared);
  const found = declared.flatMap((symbol) => {
    if (symbol.kind === 'service') return brokenObjectives(symbol, host, counting);
    const result = symbol.kind === 'model' ? counting.get(symbol.qualifiedName) : undefined;
    return result ? doubts(symbol, host, result) : [];
  });
  return grade(found, host.project.settings);
}

function brokenObjectives(
  service: Symbol,
  host: ProjectHost,
  last: ReadonlyMap<string, MeasuredResult>,
): Diagnostic[] {
  return judgeService(service, host, last).flatMap(({ verdict, objective, reason, result }) => {
    if (verdict !== 'broken' || !result) return [];
    const { file, range } = objective.expression.origin;
    return [
      {
        code: MEASURED_CODES.objective,
        severity: 'warning',
        message: `The last benchmark of ${result.subject} breaks this objective: ${reason}`,
        help: 'Make the model faster, give it more copies or a smaller batch, or promise less.',
        file,
        range,
      },
    ];
  });
}

function doubts(model: Symbol, host: ProjectHost, result: MeasuredResult): Diagnostic[] {
  const found = host.project.model(host.project.settings.environment);
  const artifact = 'model' in found ? found.model.element('model', model)?.artifact : undefined;
  if (!artifact) return [];
  const { file, range } = artifact.path.origin;
  const findings: Diagnostic[] = [];
  const strayed = strayNodes(result);
  if (strayed !== undefined) {
    findings.push({
      code: MEASURED_CODES.fallback,
      severity: 'error',
      message: strayed,
      help: 'The figures are not those of the provider that was asked for. `tenon doctor --gpu` says what it lacks.',
      file,
      range,
    });
  }
  const noisy = result.cases.filter(({ noise }) => noise?.grade === 'C');
  if (noisy.length > 0) {
    const spread = Math.max(...noisy.map(({ noise }) => noise?.spread ?? 0));
    const how = spread > 0 ? ` by ${Math.round(spread * 100)} %` : '';
    findings.push({
      code: MEASURED_CODES.noise,
      severity: 'information',
      message: `The speed of ${deviceName(result.machine)} wandered${how} during the last benchmark, so its figures are noise (grade C).`,
      help: 'Measure again on a quiet machine, or with a longer budget.',
      file,
      range,
    });
  }
  return findings;
}

/** Undefined when every node ran where it was asked to, and when nobody knows. */
function strayNodes({ machine, placement }: MeasuredResult): string | undefined {
  const wanted = providerName(machine.provider);
  if (wanted === 'CPU' || placement.length === 0) return undefined;
  const own = placement.filter(({ provider }) => providerName(provider) === wanted);
  if (own.length > 0) return undefined;
  const others = placement.map(({ provider, nodes }) => `${providerName(provider)} (${nodes})`).join(', ');
  return `The model was to run on ${wanted}, and no node did: ${others}.`;
}
