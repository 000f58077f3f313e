import { ENDINGS } from './path-candidates.ts';
import { SnippetStops } from './snippet.ts';

/** Functions that begin with a text, though their help shows no example. */
const WITH_TEXT: ReadonlySet<string> = new Set([...Object.keys(ENDINGS), 'cron', 'huggingface', 'python']);

/** A call with its first argument to be written over, as in the example that its help begins with. */
export function callText(name: string, help: string, stops: SnippetStops): string {
  const first = exampleArguments(name, help)[0];
  const text = /^"(.*)"$/u.exec(first ?? '')?.[1];
  if (text !== undefined && !WITH_TEXT.has(name)) return `${name}("${stops.hole(text)}")`;
  return takesText(name, help) ? `${name}("${stops.hole()}")` : `${name}(${stops.hole(first)})`;
}

/** What is inside is chosen from a list. */
export const isListed = (name: string): boolean => name === 'cron' || Object.hasOwn(ENDINGS, name);

export const takesText = (name: string, help: string): boolean =>
  WITH_TEXT.has(name) || exampleArguments(name, help)[0]?.startsWith('"') === true;

/** Arguments with names that the help tells of, each as it is written with an example of its value. */
export function* namedArguments(
  name: string,
  help: string,
): Iterable<{ readonly name: string; readonly snippet: string }> {
  for (const argument of exampleArguments(name, help)) {
    const [, key, quote = '', value] = /^([a-z_]+): ("?)(.*?)"?$/u.exec(argument) ?? [];
    if (key === undefined || value === undefined) continue;
    yield { name: key, snippet: `${key}: ${quote}${new SnippetStops().hole(value)}${quote}` };
  }
  // Told in words: `zone: the time zone`.
  for (const [, key] of help.matchAll(/;\s*([a-z_]+): /gu)) yield { name: key!, snippet: `${key!}: "$1"` };
}

function exampleArguments(name: string, help: string): string[] {
  const call = new RegExp(String.raw`\b${name}\(([^)]*)\)`, 'u').exec(help)?.[1];
  return call === undefined ? [] : call.split(', ');
}
