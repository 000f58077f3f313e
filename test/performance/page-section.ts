import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Puts a section between its marks into a page, in place of the one that is there; the rest of the page stays. */
export function writeSection(path: string, name: string, text: string): void {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const page = existsSync(path) ? readFileSync(path, 'utf8') : '# Performance\n';
  const section = `${begin}\n\n${text.trim()}\n\n${end}\n`;
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  const isThere = from >= 0 && to > from;
  const before = isThere ? page.slice(0, from) : page === '' ? '' : `${page.trimEnd()}\n\n`;
  const after = isThere ? page.slice(to + end.length).trimStart() : '';
  writeFileSync(path, `${before}${section}${after === '' ? '' : `\n${after}`}`);
}
