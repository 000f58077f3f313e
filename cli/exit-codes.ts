/** What the exit code of every `tenon` command means. */
export const EXIT = {
  ok: 0,
  findings: 1,
  usage: 2,
  unreadable: 3,
  toolFailed: 4,
  inconclusive: 5,
  cancelled: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The table of the documentation and of `tenon --help`. */
export const EXIT_MEANINGS: readonly { readonly code: ExitCode; readonly meaning: string }[] = [
  { code: EXIT.ok, meaning: 'Everything is in order.' },
  { code: EXIT.findings, meaning: 'There are findings: errors, differing files, a broken objective.' },
  { code: EXIT.usage, meaning: 'The command line is wrong: unknown command, option, target or environment.' },
  { code: EXIT.unreadable, meaning: 'An input or the output folder is missing or unusable.' },
  {
    code: EXIT.toolFailed,
    meaning: 'Another tool refused, crashed or could not be started; or Tenon itself has a bug.',
  },
  { code: EXIT.inconclusive, meaning: 'The measurement does not decide the question.' },
  { code: EXIT.cancelled, meaning: 'Cancelled (Ctrl+C).' },
];
