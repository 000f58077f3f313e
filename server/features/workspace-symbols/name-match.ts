/**
 * How well a name fits what was typed; undefined when it does not, and the more the better. The whole name counts
 * most, then its beginning, then beginnings of its words (`dau` for `delay_api_us`, `dAU` for `delayApiUs`), then a
 * piece of it. `lower` is the name in small letters, as the query is.
 */
export function matchName(name: string, lower: string, query: string): number | undefined {
  if (lower === query) return 1000;
  if (lower.startsWith(query)) return 800 - Math.min(100, name.length - query.length);
  const humps = matchHumps(name, lower, query);
  if (humps !== undefined) return 600 - Math.min(100, name.length - query.length) + humps;
  const at = lower.indexOf(query);
  return at < 0 ? undefined : 400 - Math.min(200, at + name.length - query.length);
}

/** Each letter goes on in a word or begins a later one. Undefined, or whether the first word is among them. */
function matchHumps(name: string, lower: string, query: string): number | undefined {
  const reach = (index: number, typed: number): boolean => {
    if (typed === query.length) return true;
    if (index < lower.length && lower[index] === query[typed] && reach(index + 1, typed + 1)) return true;
    for (let next = index + 1; next < lower.length; next++) {
      if (isHump(name, next) && lower[next] === query[typed] && reach(next + 1, typed + 1)) return true;
    }
    return false;
  };
  const plain = query.replaceAll('_', '');
  if (plain.length === 0 || plain.length > 12) return undefined;
  for (let start = 0; start < lower.length; start++) {
    if (isHump(name, start) && lower[start] === query[0] && reach(start + 1, 1)) return start === 0 ? 20 : 0;
  }
  return undefined;
}

function isHump(name: string, index: number): boolean {
  if (index === 0) return true;
  const before = name[index - 1]!;
  const letter = name[index]!;
  if (before === '_') return letter !== '_';
  return (
    (/\p{Lu}/u.test(letter) && !/\p{Lu}/u.test(before)) || (/\p{N}/u.test(letter) && !/\p{N}/u.test(before))
  );
}

/** Which letters a text has, as bits: those of the alphabet one by one, all others together. */
export function lettersOf(lower: string): number {
  let letters = 0;
  for (let index = 0; index < lower.length; index++) {
    const code = lower.charCodeAt(index) - 97;
    letters |= 1 << (code >= 0 && code < 26 ? code : 26);
  }
  return letters;
}
