import { CODES } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { MEASURED_CODES } from '../diagnostics/measured-codes.ts';
import { RULES } from '../rules/registry.ts';
import { didYouMean, suggest } from '../scoping/suggestion.ts';
import { SETTINGS_CODES } from './settings-reader.ts';
import { SETTINGS_FILE, type ProjectSettings } from './settings.ts';

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.values(CODES),
  ...Object.values(MEASURED_CODES),
  ...RULES.map(({ code }) => code),
]);

/** Codes of the loaders, of the project file and of generating are no rules, but have severities, too. */
const OTHER = /^TN(?:100|12|9)\d+$/u;

/** What the project file says about the model that the model does not know. */
export function checkSettings(
  settings: ProjectSettings,
  environmentProblem: { readonly message: string; readonly help?: string } | undefined,
): Diagnostic[] {
  const at = (key: string): Pick<Diagnostic, 'file' | 'range'> => ({
    file: SETTINGS_FILE,
    range: settings.places[key] ?? FILE_START,
  });
  const result: Diagnostic[] = [];
  if (environmentProblem) {
    result.push({
      code: SETTINGS_CODES.unknownEnvironment,
      severity: 'error',
      ...environmentProblem,
      ...at('environment'),
    });
  }
  for (const code of Object.keys(settings.rules)) {
    if (KNOWN.has(code) || OTHER.test(code)) continue;
    result.push({
      code: SETTINGS_CODES.unknownCode,
      severity: 'warning',
      message: `There is no rule ${code}.`,
      help: didYouMean(suggest(code, KNOWN)) ?? 'tenon rules lists the codes.',
      ...at('rules'),
    });
  }
  return result;
}

const FILE_START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
