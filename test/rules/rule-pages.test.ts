import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../language/diagnostics/codes.ts';
import type { ProjectFacts, SignatureFact } from '../../language/project/facts.ts';
import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import type { ProposedFix } from '../../language/rules/fix.ts';
import type { Rule } from '../../language/rules/rule.ts';
import { applyEdits } from '../../language/rules/apply-edits.ts';
import { expectFindings, projectOf } from '../../language/testing/findings.ts';
import { LOAD_CODES } from '../../language/project/load.ts';
import { SETTINGS_CODES } from '../../language/project/settings-reader.ts';
import { fixAll } from '../../language/rules/fix-all.ts';
import { SUPPRESSION_CODES } from '../../language/rules/suppression.ts';
import { RULES } from '../../language/rules/registry.ts';
import { tableFact, type WrittenTable } from '../../language/rules/testing/table-fact.ts';

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
    const codes = [
      ...RULES.map((rule) => rule.code),
      ...[CODES, LOAD_CODES, SETTINGS_CODES, SUPPRESSION_CODES].flatMap((each) => Object.values(each)),
    ];
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });
});

/** Facts that a page's examples need: ```json facts { "exists": {…}, "signatures": {…}, "schemas": {…} } ```. */
interface PageFacts {
  readonly exists?: Record<string, boolean>;
  readonly signatures?: Record<string, SignatureFact>;
  readonly schemas?: Record<string, WrittenTable>;
}

function factsOf(page: string): ProjectFacts {
  const [json] = blocks(page, 'json facts');
  const facts = (json ? JSON.parse(json) : {}) as PageFacts;
  return {
    exists: (path) => facts.exists?.[path],
    signature: (path) => facts.signatures?.[path],
    schema: (path) => tableFact(facts.schemas?.[path]),
    measured: () => undefined,
  };
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
    for (const text of good) expectFindings(text, { facts, rules: [rule.code] });
  });

  it('has fixes that mend its own bad examples and break nothing', () => {
    const page = readFileSync(path, 'utf8');
    const facts = factsOf(page);
    for (const text of blocks(page, 'tenon bad')) {
      const before = projectOf(text, facts, [rule.code]).check();
      const fixes = before
        .filter(({ code }) => code === rule.code)
        .flatMap((finding) => proposed(rule, finding));
      if (rule.fixes) expect(fixes.length, `no fix for\n${text}`).toBeGreaterThan(0);
      for (const { title, edits } of fixes) {
        const files = applyEdits({ [FILE]: text }, edits);
        const after = projectOf(files, facts, [rule.code]).check();
        expect(count(after, rule.code), `"${title}" leaves the finding`).toBeLessThan(
          count(before, rule.code),
        );
        expect(newErrors(before, after), `"${title}" brings new errors`).toEqual([]);
      }
    }
  });
});

const FILE = 'model.tenon';

describe('the safe fixes of all rules together', () => {
  it('come to an end on every bad example, and bring no error', async () => {
    let mended = 0;
    for (const { area, name } of folders) {
      const page = readFileSync(join(folder, area, name, `${name}.md`), 'utf8');
      const facts = factsOf(page);
      for (const text of blocks(page, 'tenon bad')) {
        // What is held weakly is let go between turns only: hundreds of projects in one would fill the memory.
        await nextTurn();
        const project = projectOf(text, facts);
        const before = project.check();
        mended += fixAll(project, () => project.check()).length;
        expect(newErrors(before, project.check()), name).toEqual([]);
        expect(
          fixAll(project, () => project.check()),
          `${name} goes on`,
        ).toEqual([]);
      }
    }
    expect(mended).toBeGreaterThan(0);
  });
});

const proposed = (rule: Rule, finding: Diagnostic): ProposedFix[] =>
  (rule.fixes ?? []).flatMap((fix) => fix.propose(finding));

const count = (found: readonly Diagnostic[], code: string): number =>
  found.filter((each) => each.code === code).length;

const newErrors = (before: readonly Diagnostic[], after: readonly Diagnostic[]): string[] =>
  after
    .filter(({ severity }) => severity === 'error')
    .filter(({ code }) => count(after, code) > count(before, code))
    .map(({ code, message }) => `${code} ${message}`);
