import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Colors } from '../terminal.ts';
import { packageRoot } from '../package-root.ts';

/** The page of a rule as Markdown; undefined when there is none. */
export function rulePage(code: string): string | undefined {
  const path = join(packageRoot(), 'docs', 'rules', `${code}.md`);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** A page for the terminal: headings and examples are set off, and the marks of Markdown are gone. */
export function terminalPage(page: string, colors: Colors): string {
  let isExample = false;
  const lines = page.split('\n').flatMap((line) => {
    const fence = /^```\s*(\S*)\s*(\S*)/u.exec(line);
    if (fence) {
      isExample = !isExample;
      if (!isExample) return [];
      const [, , kind] = fence;
      return kind === 'bad' ? [colors.red('Found:')] : kind === 'good' ? [colors.green('Right:')] : [];
    }
    if (isExample) return [`    ${line.replace(/\/\/ !.*$/u, (mark) => colors.dim(mark))}`];
    const heading = /^#+ (.*)$/u.exec(line);
    return [
      heading
        ? colors.bold(heading[1])
        : line.replaceAll(/`([^`]+)`/gu, (_, code: string) => colors.cyan(code)),
    ];
  });
  return `${lines.join('\n').trim()}\n`;
}
