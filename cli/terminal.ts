import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** The only way in which commands speak: results go to standard output, everything else to standard error. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Colours of standard output; functions that change nothing when it takes none. */
  readonly colors: Colors;
  readonly errorColors: Colors;
  /** Somebody is there who can be asked. */
  readonly interactive: boolean;
  /** Standard error can show a line that changes. */
  readonly live: boolean;
  /** Standard output is a screen, which can be cleared. */
  readonly screen: boolean;
}

export function createTerminal(process: NodeJS.Process): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const onTerminal = Boolean(stdin.isTTY && stderr.isTTY && !env['CI']);
  return {
    out: (text) => void stdout.write(text),
    error: (text) => void stderr.write(text),
    colors: picocolors.createColors(takesColors(stdout, env)),
    errorColors: picocolors.createColors(takesColors(stderr, env)),
    interactive: onTerminal,
    live: Boolean(stderr.isTTY && env['TERM'] !== 'dumb'),
    screen: Boolean(stdout.isTTY && env['TERM'] !== 'dumb'),
  };
}

/** NO_COLOR (no-color.org) wins over FORCE_COLOR, which wins over what the stream is. */
function takesColors(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return Boolean(stream.isTTY) && env['TERM'] !== 'dumb';
}
