import { jsonPlace } from '../../project-file/json-place.ts';
import { settingsAt } from '../../project-file/setting-at.ts';

/** What a key or word of `tenon.json` means, with the offsets of the word. */
export function describeSetting(
  text: string,
  offset: number,
): { readonly value: string; readonly start: number; readonly end: number } | undefined {
  const place = jsonPlace(text, offset);
  if (!place || place.word === '') return undefined;
  const { path, role, word, start, end } = place;
  if (role === 'key') {
    const [schema] = settingsAt([...path, word]);
    if (!schema?.description) return undefined;
    const standard = schema.default === undefined ? '' : `\n\nDefault: \`${JSON.stringify(schema.default)}\``;
    return { value: `**${word}**\n\n${schema.description}${standard}`, start, end };
  }
  for (const { enum: words = [], enumDescriptions } of settingsAt(path)) {
    const meaning = enumDescriptions?.[words.indexOf(word)];
    if (meaning !== undefined) return { value: `**${word}**\n\n${meaning}`, start, end };
  }
  return undefined;
}
