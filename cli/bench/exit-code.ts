import { EXIT, type ExitCode } from '../exit-codes.ts';
import { outputChecks, type Measured } from './measured.ts';

/** No figures outweigh bad figures, and these outweigh doubtful ones. */
export function exitCodeOf(all: readonly Measured[], check: boolean): ExitCode {
  const codes = all.flatMap(({ problem }) => (problem === undefined ? [] : [problem.code]));
  if (codes.includes('bench/no-rate')) return EXIT.usage;
  if (codes.some((code) => !/^(model|input|run|compare)\//.test(code))) return EXIT.toolFailed;
  if (codes.length > 0) return EXIT.unreadable;
  // A faster model that says something else is wrong, asked or not.
  if (all.some((measured) => outputChecks(measured).some(({ agreement }) => !agreement.agrees)))
    return EXIT.findings;
  return check ? checked(all) : EXIT.ok;
}

function checked(all: readonly Measured[]): ExitCode {
  const verdicts = all.flatMap((measured) => measured.verdicts.map(({ verdict }) => verdict));
  const changes = all.map(({ comparison }) => comparison?.change);
  const rates = all.flatMap(({ conclusion }) => (conclusion?.kind === 'rate' ? [conclusion.rate] : []));
  if (verdicts.includes('broken') || changes.includes('slower')) return EXIT.findings;
  const isOpen =
    verdicts.includes('undecided') ||
    changes.includes('undecided') ||
    rates.includes(null) ||
    all.some(seemsSlower);
  return isOpen ? EXIT.inconclusive : EXIT.ok;
}

/** Runs at different times differ on one machine by more than most regressions: only a paired comparison decides. */
export function seemsSlower({ sinceBaseline }: Measured): boolean {
  return sinceBaseline.some(({ measured, before }) => {
    if (typeof before === 'string') return false;
    const [now, then] = [measured.latency.p50, before.latency.p50];
    return 'value' in now && 'value' in then && (now.low ?? 0) > 1.02 * (then.high ?? Infinity);
  });
}
