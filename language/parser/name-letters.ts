/** Says which character of a name cannot be part of one; undefined when the name is fine. */
export function wrongLetterIn(name: string): string | undefined {
  if (name.startsWith('`')) {
    return name.length > 2 && name.endsWith('`') ? undefined : 'This name has no closing `.';
  }
  // Nearly all names are plain ones, and the slow look is for the others.
  if (/^[\x00-\x7f]*$/u.test(name) || /^[\p{L}\p{Nl}_][\p{L}\p{M}\p{N}_]*$/u.test(name)) return undefined;
  const wrong = [...name].find((character) => !/[\p{L}\p{M}\p{N}_]/u.test(character)) ?? name[0]!;
  const code = wrong.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  const shown = /\p{Cs}/u.test(wrong) ? `U+${code}` : `'${wrong}' (U+${code})`;
  return `The character ${shown} cannot be part of a name; put the name in backticks.`;
}
