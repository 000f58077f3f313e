import { expect } from 'vitest';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ProjectFacts } from '../project/facts.ts';
import { Project } from '../project/project.ts';
import { RULES } from '../rules/registry.ts';

/** One file as text, or several by path. */
export type Files = string | Readonly<Record<string, string>>;

/** `rules` are codes that are looked for although they are not recommended for every project. */
export function projectOf(files: Files, facts?: ProjectFacts, rules: readonly string[] = []): Project {
  const project = new Project();
  const wanted = RULES.filter(({ code }) => rules.includes(code));
  project.settings = {
    ...project.settings,
    rules: Object.fromEntries(wanted.map(({ code, severity }) => [code, severity])),
  };
  for (const [path, text] of Object.entries(typeof files === 'string' ? { 'model.tenon': files } : files)) {
    project.setFile(path, text);
  }
  if (facts) project.facts = facts;
  return project;
}

const MARKER = /\/\/ ! (.*)$/u;

/**
 * Checks files and compares with the marks in them: `// ! TN1010 part of the message` at the end of a
 * line says what is found there; several are parted by `;`. What is not marked must not be found.
 */
export function expectFindings(
  files: Files,
  options: { environment?: string; facts?: ProjectFacts; rules?: readonly string[] } = {},
): void {
  const texts = Object.values(typeof files === 'string' ? [files] : files).join('\n');
  const codes = [...texts.matchAll(/! (TN\d+) /gu)].map((match) => match[1]!);
  const project = projectOf(files, options.facts, [...codes, ...(options.rules ?? [])]);
  // Hints are only looked for where a mark asks for them.
  const marked = [...project.files.values()].map((file) => file.text).join('\n');
  const found = project
    .check(options.environment)
    .filter(({ severity, code }) => severity !== 'hint' || marked.includes(`! ${code} `));
  const expected = [...project.files.values()].flatMap((file) =>
    file.text.split(/\r?\n/u).flatMap((line, index) =>
      (MARKER.exec(line)?.[1]?.split(';') ?? []).map((mark) => ({
        file: file.path,
        line: index,
        mark: mark.trim(),
      })),
    ),
  );
  const unmatched = [...found];
  const missing = expected.filter(({ file, line, mark }) => {
    const [code, ...rest] = mark.split(' ');
    const part = rest.join(' ');
    const index = unmatched.findIndex(
      (each) =>
        each.file === file &&
        each.range.start.line === line &&
        each.code === code &&
        said(each).includes(part),
    );
    if (index >= 0) unmatched.splice(index, 1);
    return index < 0;
  });
  expect({
    missing: missing.map(({ file, line, mark }) => `${file}:${line + 1} ${mark}`),
    unexpected: unmatched.map(
      (each) => `${each.file}:${each.range.start.line + 1} ${each.code} ${said(each)}`,
    ),
  }).toEqual({ missing: [], unexpected: [] });
}

const said = (diagnostic: Diagnostic): string =>
  diagnostic.help === undefined ? diagnostic.message : `${diagnostic.message} ${diagnostic.help}`;
