import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { RULE_SETS, type RuleSet } from '../rules/rule.ts';
import { didYouMean, suggest } from '../scoping/suggestion.ts';
import type { ProjectFileSystem } from './file-system.ts';
import { readSettings, SETTINGS_CODES, type ReadSettings } from './settings-reader.ts';
import { DEFAULT_SETTINGS, SETTINGS_FILE, type ProjectSettings } from './settings.ts';

/** What a project file and the files that it extends say about rules. */
type RuleSettings = Pick<ProjectSettings, 'ruleSet' | 'rules' | 'overrides'>;

/** Reads the project file, if there is one, with everything that it extends. */
export async function loadSettings(fileSystem: ProjectFileSystem): Promise<ReadSettings> {
  if (!(await fileSystem.exists(SETTINGS_FILE))) return { settings: DEFAULT_SETTINGS, diagnostics: [] };
  const read = await readFile(fileSystem, SETTINGS_FILE);
  const diagnostics = [...read.diagnostics];
  const rules = await inherited(read.settings, SETTINGS_FILE, [SETTINGS_FILE], fileSystem, diagnostics);
  return { settings: { ...read.settings, ...rules }, diagnostics };
}

const readFile = async (fileSystem: ProjectFileSystem, path: string): Promise<ReadSettings> =>
  readSettings(new TextDecoder().decode(await fileSystem.read(path)), path);

/** `chain` are the files that extend one another down to this one, so that a circle ends. */
async function inherited(
  settings: ProjectSettings,
  file: string,
  chain: readonly string[],
  fileSystem: ProjectFileSystem,
  diagnostics: Diagnostic[],
): Promise<RuleSettings> {
  let result: RuleSettings = { ruleSet: 'recommended', rules: {}, overrides: [] };
  const add = (more: RuleSettings): void => {
    result = {
      ruleSet: larger(result.ruleSet, more.ruleSet),
      rules: { ...result.rules, ...more.rules },
      overrides: [...result.overrides, ...more.overrides],
    };
  };
  const refuse = (message: string, help: string): void => {
    const range = settings.places['extends'] ?? FILE_START;
    diagnostics.push({ code: SETTINGS_CODES.cannotExtend, severity: 'error', message, file, range, help });
  };
  for (const name of settings.extends) {
    if (isRuleSet(name)) add({ ruleSet: name, rules: {}, overrides: [] });
    else if (!name.endsWith('.json')) {
      refuse(
        `There is no rule set ${name}.`,
        didYouMean(suggest(name, RULE_SETS)) ??
          `Rule sets are ${RULE_SETS.join(', ')}; files end with .json.`,
      );
    } else {
      const path = name.replaceAll('\\', '/').replace(/^\.\//u, '');
      if (chain.includes(path)) {
        refuse(`Settings extend each other: ${[...chain, path].join(' → ')}.`, 'Remove one of them.');
      } else if (!(await fileSystem.exists(path))) {
        refuse(`There is no file ${path}.`, 'Paths are relative to the project folder.');
      } else {
        const read = await readFile(fileSystem, path);
        diagnostics.push(...read.diagnostics);
        add(await inherited(read.settings, path, [...chain, path], fileSystem, diagnostics));
      }
    }
  }
  add({ ruleSet: 'recommended', rules: settings.rules, overrides: settings.overrides });
  return result;
}

const isRuleSet = (name: string): name is RuleSet => (RULE_SETS as readonly string[]).includes(name);

const larger = (a: RuleSet, b: RuleSet): RuleSet => (RULE_SETS.indexOf(a) > RULE_SETS.indexOf(b) ? a : b);

const FILE_START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
