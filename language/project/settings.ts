import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Range } from '../model/origin.ts';
import type { RuleSet } from '../rules/rule.ts';

/** `tenon.json`: what a project is made of and how it is checked and generated. */
export interface ProjectSettings {
  /** Version of the language that the files are written in. */
  readonly language: 1;
  /** Folders with model files, relative to the project folder. */
  readonly sources: readonly string[];
  /** Glob patterns of files and folders that are left out. */
  readonly exclude: readonly string[];
  /** Folder that generated files go to, relative to the project folder. */
  readonly output: string;
  /** Options of the targets, by id. */
  readonly targets: Readonly<Record<string, TargetSettings>>;
  /** Environment that is used when none is named. */
  readonly environment?: string;
  /** File with prices of machines, relative to the project folder; Tenon's own list prices when absent. */
  readonly prices?: string;
  /** Severity of diagnostics by code: `error`, `warning`, `information`, `hint` or `off`. */
  readonly rules: RuleSeverities;
  /** Rule sets, and files with rules of their own; later ones win, and `rules` wins over all. */
  readonly extends: readonly string[];
  /** The largest rule set that is extended. */
  readonly ruleSet: RuleSet;
  /** Other severities in some files or folders; later ones win. */
  readonly overrides: readonly RuleOverride[];
  /** Where the values stand in the project file, by key. */
  readonly places: Readonly<Record<string, Range>>;
}

export type RuleSeverities = Readonly<Record<string, Severity | 'off'>>;

export interface RuleOverride {
  /** Glob patterns of the files that it is about. */
  readonly files: readonly string[];
  readonly rules: RuleSeverities;
}

export interface TargetSettings {
  readonly enabled?: boolean;
  /** Folder below the output folder; the target's own name when absent. */
  readonly folder?: string;
}

export const SETTINGS_FILE = 'tenon.json';

export const DEFAULT_SETTINGS: ProjectSettings = {
  language: 1,
  sources: ['.'],
  exclude: [],
  output: 'generated',
  targets: {},
  rules: {},
  extends: [],
  ruleSet: 'recommended',
  overrides: [],
  places: {},
};

/** Folders that never hold a project's own models. */
export const ALWAYS_EXCLUDED: readonly string[] = ['node_modules', '.git', '.tenon', '.venv', '__pycache__'];
