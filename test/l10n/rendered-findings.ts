import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import { NO_FACTS, type ProjectFacts, type SignatureFact } from '../../language/project/facts.ts';
import { proposedFixes } from '../../language/rules/proposed-fixes.ts';
import { tableFact, type WrittenTable } from '../../language/rules/testing/table-fact.ts';
import { projectOf } from '../../language/testing/findings.ts';

/** What people read of a finding, and where it comes from. */
export interface RenderedText {
  readonly english: string;
  readonly place: string;
}

interface PageFacts {
  readonly exists?: Record<string, boolean>;
  readonly signatures?: Record<string, SignatureFact>;
  readonly schemas?: Record<string, WrittenTable>;
}

const RULES = join(import.meta.dirname, '../../language/rules');

/** Every text of every finding in the bad examples of all rules, each once. */
export function renderedTexts(): RenderedText[] {
  const found = new Map<string, string>();
  for (const { name, page } of pages()) {
    const codes = [...page.matchAll(/! (TN\d+) /gu)].map((match) => match[1]!);
    for (const text of blocks(page, 'tenon bad')) {
      for (const finding of projectOf(text, factsOf(page), codes).check()) {
        for (const each of textsOf(finding))
          if (!found.has(each)) found.set(each, `${finding.code} in ${name}`);
      }
    }
  }
  return [...found].map(([english, place]) => ({ english, place }));
}

const textsOf = (finding: Diagnostic): string[] => [
  finding.message,
  ...(finding.help === undefined ? [] : [finding.help]),
  ...(finding.related ?? []).map(({ message }) => message),
  ...proposedFixes(finding).map(({ title }) => title),
];

const pages = (): { readonly name: string; readonly page: string }[] =>
  readdirSync(RULES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map((path) => ({ name: path.split('/').at(-1)!, page: readFileSync(join(RULES, path), 'utf8') }));

const blocks = (page: string, language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gmu'))].map(
    (match) => match[1]!,
  );

function factsOf(page: string): ProjectFacts {
  const [json] = blocks(page, 'json facts');
  const facts = (json ? JSON.parse(json) : {}) as PageFacts;
  return {
    ...NO_FACTS,
    exists: (path) => facts.exists?.[path],
    signature: (path) => facts.signatures?.[path],
    schema: (path) => tableFact(facts.schemas?.[path]),
  };
}
