import { InvalidArgumentError } from 'commander';

/** `-t a,b -t c` gives a, b and c, each once. */
export function collectWords(text: string, before: readonly string[] = []): readonly string[] {
  const words = text.split(',').map((word) => word.trim()).filter((word) => word !== ''); // prettier-ignore
  return [...new Set([...before, ...words])];
}

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/** `1,8,32`: whole numbers from 1. */
export function wholeNumbers(text: string): readonly number[] {
  const numbers = text.split(',').map((part) => part.trim());
  if (!numbers.every((part) => /^[1-9]\d*$/.test(part)))
    throw new InvalidArgumentError('It must be a list of whole numbers, such as 1,8,32.');
  return numbers.map(Number);
}

/** `sequence=128`, or `ids[1]=128` for one without a name; may be given several times. */
export function sizes(
  text: string,
  before: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be a dimension and its size, such as sequence=128.');
  return { ...before, [text.slice(0, at).trim()]: wholeNumber(text.slice(at + 1).trim()) };
}
