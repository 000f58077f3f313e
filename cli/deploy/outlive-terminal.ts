type Outer = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'on' | 'removeListener'>;

/**
 * Does work that must not be cut off because nobody looks any more. A reader that has seen enough (`| head`)
 * only costs the rest of the output; a terminal that is closed cancels the work, which then ends in order.
 */
export async function outliveTerminal<T>(
  outer: Outer,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const closed = new AbortController();
  const close = (): void => closed.abort(new Error('the terminal was closed'));
  const goOn = (): void => undefined;
  const streams = [outer.stdout, outer.stderr].map((stream) => ({
    stream,
    usual: stream.listeners('error') as (() => void)[],
  }));
  for (const { stream } of streams) stream.removeAllListeners('error').on('error', goOn);
  outer.on('SIGHUP', close);
  try {
    return await work(AbortSignal.any([signal, closed.signal]));
  } finally {
    outer.removeListener('SIGHUP', close);
    for (const { stream, usual } of streams) {
      for (const listener of usual) stream.on('error', listener);
      if (!stream.errored) stream.removeListener('error', goOn);
    }
  }
}
