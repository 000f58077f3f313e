import { latest, readHistory } from '../../bench/index.ts';
import { known, type MeasuredService } from '../../language/capacity/index.ts';
import type { Service } from '../../language/index.ts';

/** What the history of benchmarks says of services that run one model; nothing without a history. */
export async function measuredServices(
  folder: string,
): Promise<(service: Service) => MeasuredService | undefined> {
  const history = await readHistory(folder);
  if ('problem' in history) return () => undefined;
  return ({ serves, steps }) => {
    const [serving, second] = [...serves, ...steps.map((step) => step.serving)];
    const entry = serving && !second ? latest(history.entries, serving.model.qualifiedName) : undefined;
    // The largest batch that was measured is nearest to a server under load.
    const [largest] = [...(entry?.result.cases ?? [])].sort((a, b) => b.batch - a.batch);
    if (!entry || !largest) return undefined;
    const because = `tenon bench, ${entry.result.measuredAt}`;
    return {
      serviceTime: known('mean time of a run', largest.latency.mean.value, 's', { because }),
      batch: known('measured batch', largest.batch, 'requests', { because }),
    };
  };
}
