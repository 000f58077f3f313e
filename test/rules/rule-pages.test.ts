import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../language/diagnostics/codes.ts';
import type { ProjectFacts, SignatureFact } from '../../language/project/facts.ts';
import { expectFindings } from '../../language/testing/findings.ts';
import { RULES } from '../../language/rules/registry.ts';

const folder = fileURLToPath(new URL('../../language/rules/', import.meta.url));

const folders = readdirSync(folder, { withFileTypes: true })
  .filter((area) => area.isDirectory() && area.name !== 'testing')
  .flatMap((area) =>
    // A file beside the folders is shared by the rules of the area.
    readdirSync(join(folder, area.name), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ area: area.name, name })),
  );

describe('rules', () => {
  it('are those of the folders', () => {
    expect(RULES.map((rule) => rule.name).sort()).toEqual(folders.map(({ name }) => name).sort());
  });

  it('have codes of their own', () => {
    const codes = [...RULES.map((rule) => rule.code), ...Object.values(CODES)];
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });
});

/** Facts that a page's examples need: ```json facts { "exists": {…}, "signatures": {…} } ```. */
interface PageFacts {
  readonly exists?: Record<string, boolean>;
  readonly signatures?: Record<string, SignatureFact>;
}

function factsOf(page: string): ProjectFacts {
  const [json] = blocks(page, 'json facts');
  const facts = (json ? JSON.parse(json) : {}) as PageFacts;
  return { exists: (path) => facts.exists?.[path], signature: (path) => facts.signatures?.[path] };
}

const blocks = (page: string, language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gmu'))].map(
    (match) => match[1]!,
  );

describe.each(folders)('$area/$name', ({ area, name }) => {
  const path = join(folder, area, name, `${name}.md`);
  const rule = RULES.find((each) => each.name === name)!;

  it('has a page whose examples behave as it says', () => {
    expect(existsSync(path), `${name}.md is missing`).toBe(true);
    const page = readFileSync(path, 'utf8');
    expect(page).toMatch(new RegExp(`^# ${rule.code}: `, 'u'));
    const facts = factsOf(page);
    const bad = blocks(page, 'tenon bad');
    const good = blocks(page, 'tenon good');
    expect(bad.length).toBeGreaterThan(0);
    expect(good.length).toBeGreaterThan(0);
    for (const text of bad) {
      expect(text).toContain(`! ${rule.code}`);
      expectFindings(text, { facts });
    }
    for (const text of good) expectFindings(text, { facts });
  });
});
