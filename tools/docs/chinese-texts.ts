import { textsFor, type Texts } from '../../server/text/texts.ts';

const SPOKEN: ReadonlySet<string> = new Set(['title', 'description', 'enumDescriptions']);

/** A schema, or the snippets, with what they say to people in Chinese; an editor in Chinese takes these. */
export async function inChinese<T>(value: T): Promise<T> {
  return translated(value, await textsFor('zh-cn')) as T;
}

function translated(value: unknown, texts: Texts, key = ''): unknown {
  if (typeof value === 'string') return SPOKEN.has(key) ? said(value, texts) : value;
  if (Array.isArray(value)) return value.map((each: unknown) => translated(each, texts, key));
  if (typeof value !== 'object' || value === null) return value;
  const isNames = key === 'properties';
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, translated(each, texts, isNames ? '' : name)]),
  );
}

/** Codes are described by the name of their rule and its summary: `event-time: …`. */
function said(english: string, texts: Texts): string {
  const [, name, summary] = /^([a-z][a-z0-9-]*): (.*)$/u.exec(english) ?? [];
  return name === undefined || summary === undefined ? texts.of(english) : `${name}：${texts.of(summary)}`;
}
