import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Project } from '../../language/index.ts';
import { RULES } from '../../language/rules/registry.ts';
import { REACHES, type Reach, type Rule } from '../../language/rules/rule.ts';
import { ReachProbe } from '../../language/rules/testing/reach-probe.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const filesBelow = (folder: string, extension: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => join(entry.parentPath, entry.name));

/** Every example of every page alone, and each example project whole. */
function projects(): Project[] {
  const pages = filesBelow('language/rules', '.md').flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^```tenon (?:bad|good)\n([\s\S]*?)^```$/gmu)].map((match) =>
      projectOf([match[1]!]),
    ),
  );
  const examples = ['flights', 'digits', 'gallery'].map((name) =>
    projectOf(filesBelow(join('examples', name), '.tenon').map((path) => readFileSync(path, 'utf8'))),
  );
  return [...pages, ...examples];
}

function projectOf(texts: readonly string[]): Project {
  const project = new Project();
  for (const [index, text] of texts.entries()) project.setFile(`${index}.tenon`, text);
  return project;
}

const IGNORE = (): void => undefined;

/** The farthest that each rule was seen to look. */
function observed(): ReadonlyMap<Rule, Reach> {
  const result = new Map<Rule, Reach>();
  for (const project of projects()) {
    const resolved = project.model();
    if ('problem' in resolved) throw new Error(resolved.problem.message);
    for (const { symbols } of project.files.values()) {
      for (const symbol of symbols.declared) {
        for (const rule of RULES) {
          for (const { noun, check } of rule.checks ?? []) {
            if (noun !== symbol.kind) continue;
            const probe = new ReachProbe(resolved.model, symbol, symbol.file.path);
            check(resolved.model.subject(symbol), probe.view, IGNORE);
            if (further(probe.reach, result.get(rule) ?? 'element')) result.set(rule, probe.reach);
          }
        }
      }
    }
  }
  return result;
}

const further = (a: Reach, b: Reach): boolean => REACHES.indexOf(a) > REACHES.indexOf(b);

describe('a rule', () => {
  it('looks no further than it says, so that an edit asks only the rules that it concerns', () => {
    const tooFar = [...observed()]
      .filter(([rule, reach]) => further(reach, rule.reach ?? 'element'))
      .map(([rule, reach]) => `${rule.name} says ${rule.reach} and looks at ${reach}`);
    expect(tooFar).toEqual([]);
  });

  it('that asks for the whole project says why it must', () => {
    // Each of these is asked again after any edit of the kinds that it looks at.
    const wide = RULES.filter((rule) => rule.reach === 'project').map(({ name }) => name);
    expect(wide.length).toBeLessThan(RULES.length / 3);
  });
});
