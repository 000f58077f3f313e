/** What is given when the time is over. */
export const LATE = Symbol('late');

/**
 * Waits for `work` no longer than `milliseconds`. Work that is late goes on by itself and its failure is
 * nobody's any more: a call into a drive that does not answer can't be taken back.
 */
export async function withinTime<T>(
  work: Promise<T>,
  milliseconds: number,
  signal?: AbortSignal,
): Promise<T | typeof LATE> {
  signal?.throwIfAborted();
  let end: (() => void) | undefined;
  const over = new Promise<typeof LATE>((resolve, reject) => {
    const timer = setTimeout(() => resolve(LATE), milliseconds);
    const abort = (): void => reject(signal!.reason as Error);
    signal?.addEventListener('abort', abort, { once: true });
    end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    end?.();
    work.catch(() => undefined);
  }
}
