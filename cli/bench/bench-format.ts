/** How results can be printed. */
export const BENCH_FORMATS = ['human', 'json', 'markdown', 'junit'] as const;
export type BenchFormat = (typeof BENCH_FORMATS)[number];

/** The formats for programs and pages have a short form each: `--json` says the same as `--format json`. */
export const SHORT_FORMATS = ['json', 'markdown', 'junit'] as const;

/** The format as the command line gives it, in the long form or in a short one. */
export type FormatOptions = { readonly format?: BenchFormat } & {
  readonly [Short in (typeof SHORT_FORMATS)[number]]?: boolean;
};

/** The one format that is asked for, `human` when none is; two at once contradict each other. */
export function formatOf(
  options: FormatOptions,
):
  | { readonly format: BenchFormat }
  | { readonly problem: { readonly message: string; readonly help: string } } {
  const asked = new Map<BenchFormat, string>();
  if (options.format !== undefined) asked.set(options.format, `--format ${options.format}`);
  for (const short of SHORT_FORMATS)
    if (options[short] === true && !asked.has(short)) asked.set(short, `--${short}`);
  const [first, second] = asked;
  if (first === undefined) return { format: 'human' };
  if (second === undefined) return { format: first[0] };
  return {
    problem: {
      message: `${first[1]} and ${second[1]} exclude each other: results are printed in one format.`,
      help: 'Leave one of them out. The JSON report holds all that the others show.',
    },
  };
}
