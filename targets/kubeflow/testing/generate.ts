import type { TargetResult } from '../../kit/target.ts';
import { createView } from '../../kit/system-view.ts';
import { printText } from '../../kit/text.ts';
import { target } from '../target.ts';
import { flightsSystem, type Variation } from './flights-system.ts';

/** What the target makes of the flights pipeline; every file that is asked for exists. */
export function generate(variation: Variation = {}): TargetResult {
  const { system, deployment } = flightsSystem(variation);
  const { view } = createView(system, deployment, target.manifest);
  return target.transform(view, {
    deployment,
    files: { exists: () => true, signature: () => undefined, measured: () => undefined },
  });
}

/** Text files by path. */
export const textsOf = (result: TargetResult): ReadonlyMap<string, string> =>
  new Map(
    result.files.flatMap((file) => ('text' in file ? [[file.path, printText(file.text)] as const] : [])),
  );
