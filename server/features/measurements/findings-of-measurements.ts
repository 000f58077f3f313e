import type { Diagnostic } from '../../../language/index.ts';
import type { MeasuredResult } from '../../../bench/report/measured-result.ts';
import { artifactOf, currencyOf } from '../../measurements/measured-files.ts';
import { measuredFindings } from '../../measurements/measured-findings.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import type { FeatureContext } from '../feature.ts';

interface Events {
  /** Whether the settings want the findings. */
  readonly areWanted: () => Promise<boolean>;
  /** Results of a project, or what follows from them, are others than before. */
  readonly onChange: (host: ProjectHost) => void;
}

/** Keeps the findings that follow from measurements as new as the models, the results and the files. */
export class FindingsOfMeasurements {
  readonly #context: Pick<FeatureContext, 'checks' | 'reports' | 'guard' | 'machine'>;
  readonly #events: Events;
  /** What was known of each project the last time. */
  readonly #seen = new WeakMap<ProjectHost, string>();
  readonly #waiting = new Set<ProjectHost>();
  #isBusy = false;

  constructor(context: Pick<FeatureContext, 'checks' | 'reports' | 'guard' | 'machine'>, events: Events) {
    this.#context = context;
    this.#events = events;
  }

  /** Looks at these projects soon, at each once however often it is asked for. */
  update(hosts: readonly ProjectHost[]): void {
    for (const host of hosts) if (host.root !== undefined && host.isLoaded) this.#waiting.add(host);
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#work()
      .catch((error: unknown) => this.#context.guard.report(error, 'reading measurements'))
      .finally(() => (this.#isBusy = false));
  }

  async #work(): Promise<void> {
    for (const host of this.#waiting) {
      this.#waiting.delete(host);
      await this.#look(host);
    }
  }

  async #look(host: ProjectHost): Promise<void> {
    const { last, comparisons } = await host.history.read();
    const before = this.#seen.get(host);
    if (last.size === 0 && comparisons.length === 0 && before === undefined) return;
    const { machine } = this.#context;
    const found = machine && last.size > 0 ? measuredFindings(host, last, machine) : [];
    const shown = found.length > 0 && (await this.#events.areWanted()) ? found : [];
    if (host.isDisposed) return;
    const now = JSON.stringify([stateOf(host, last), comparisons.at(-1)?.measuredAt, shown]);
    if (now === before) return;
    this.#seen.set(host, now);
    this.#show(host, shown);
    this.#events.onChange(host);
  }

  #show(host: ProjectHost, findings: readonly Diagnostic[]): void {
    const { checks, reports } = this.#context;
    const paths = new Set([...host.measuredFindings.keys(), ...findings.map(({ file }) => file)]);
    host.measuredFindings.clear();
    for (const finding of findings) {
      host.measuredFindings.set(finding.file, [...(host.measuredFindings.get(finding.file) ?? []), finding]);
    }
    for (const path of paths) reports.set(host, path, checks.findingsNow(host, path));
  }
}

const stateOf = (host: ProjectHost, last: ReadonlyMap<string, MeasuredResult>): readonly unknown[] =>
  [...last.values()].map((result) => [
    result.subject,
    result.measuredAt,
    result.model.sha256,
    currencyOf(result, artifactOf(result.subject, host), host),
  ]);
