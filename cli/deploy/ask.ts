import { createInterface } from 'node:readline/promises';

/** Asks a yes-or-no question on the terminal; anything but a clear yes, Ctrl+C included, is a no. */
export async function ask(question: string, signal: AbortSignal): Promise<boolean> {
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  const left = new AbortController();
  questions.once('SIGINT', () => left.abort()).once('close', () => left.abort());
  try {
    const answer = await questions.question(`${question} [y/N] `, {
      signal: AbortSignal.any([signal, left.signal]),
    });
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (signal.aborted || left.signal.aborted) return false;
    throw error;
  } finally {
    questions.close();
  }
}
