/** The text of a model file, or why its bytes are not one. A byte order mark is dropped. */
export function decodeModelText(bytes: Uint8Array): { text: string } | { problem: string; help: string } {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    return { problem: 'The file is UTF-16; model files are UTF-8.', help: 'Save it as UTF-8.' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { problem: 'The file is not UTF-8 text.', help: 'Save it as UTF-8, or exclude it in tenon.json.' };
  }
}
