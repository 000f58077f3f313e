import { setTimeout as pause } from 'node:timers/promises';

const MOST_TRIES = 20;

/** Tries again while other processes hold all descriptors, which they do for a moment only. */
export async function withRetry<T>(action: () => Promise<T>, tries = 1): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if ((code !== 'EMFILE' && code !== 'ENFILE') || tries >= MOST_TRIES) throw error;
    await pause(5 * tries);
    return withRetry(action, tries + 1);
  }
}
