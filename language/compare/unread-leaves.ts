import { TextDocument } from 'langium';
import type { Unread } from '../model/system.ts';
import type { Leaf } from './leaf.ts';

/** What is said of an element beyond its resolved model, as it is written; of entries the last layer's holds. */
export function unreadLeaves(
  unread: readonly Unread[],
  textOf: (file: string) => string | undefined,
): Leaf[] {
  const leaves = new Map<string, Leaf>();
  for (const { word, origin } of unread) {
    const text = textOf(origin.file);
    if (text === undefined) continue;
    const document = TextDocument.create(origin.file, '', 0, text);
    const written = document.getText(origin.range).replaceAll(/\s+/gu, ' ');
    const entry = written.startsWith(`${word}:`) ? written.slice(word.length + 1).trim() : undefined;
    const name = entry === undefined ? `${word} ${written}` : word;
    const below = leaves.get(name);
    leaves.set(name, {
      property: word,
      ...(entry === undefined ? { about: written } : {}),
      text: entry ?? written,
      key: entry ?? written,
      origin,
      under: entry !== undefined && below ? [{ text: below.text, origin: below.origin }, ...below.under] : [],
    });
  }
  return [...leaves.values()];
}
