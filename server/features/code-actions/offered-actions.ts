import { CodeActionKind, type Command, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import { proposedFixes, RULES, SETTINGS_FILE, type Diagnostic } from '../../../language/index.ts';
import { COMMANDS } from '../../../protocol/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { FeatureContext } from '../feature.ts';
import { FIX_ALL, ORGANIZE_IMPORTS } from './action-kinds.ts';
import { addAllMissing } from './add-missing.ts';
import { coreFixes } from './core-fixes.ts';
import { createDeclaration } from './create-declaration.ts';
import type { Deferred } from './deferred-edits.ts';
import { findingsOf, safeFix } from './fix-all-edits.ts';
import { ignoreHere } from './ignore-here.ts';
import { organizeImports } from './organize-imports.ts';
import type { FileEdit } from './workspace-edit.ts';

/** An action before it is put into the words of the protocol. */
export interface OfferedAction {
  readonly title: string;
  readonly kind: string;
  /** The finding that it is about. */
  readonly shown?: LspDiagnostic;
  readonly preferred?: boolean;
  /** Why it can't be done, for those who ask for it. */
  readonly disabled?: string;
  readonly edits?: readonly FileEdit[];
  readonly deferred?: Deferred;
  readonly command?: Command;
}

type Context = Pick<FeatureContext, 'reports' | 'pages'>;

/** What can be done about findings: fixes first, then what silences or explains them. */
export function offeredActions(
  diagnostics: readonly LspDiagnostic[],
  model: ModelFile,
  context: Context,
): OfferedAction[] {
  const found = diagnostics.flatMap((shown) => {
    const finding = findingOf(shown);
    return finding ? [{ shown, finding }] : [];
  });
  const fixes = found.flatMap(({ shown, finding }) => quickFixes(finding, shown, model));
  // Several findings of one rule on a line need its general actions once.
  const rules = new Map(found.map((each) => [each.finding.code, each]));
  const general = [...rules.values()].flatMap(({ shown, finding }) => [
    ...fixEverywhere(finding, shown, model, context),
    ...silence(finding, shown, model),
    ...explain(finding, shown, context),
  ]);
  return [...fixes, ...general];
}

/** Actions of the whole file. */
export function sourceActions(model: ModelFile): OfferedAction[] {
  const hasFixes = findingsOf(model.project, model.path).some(safeFix);
  const isUnordered = organizeImports(model.file, model.checked).length > 0;
  return [
    ...(hasFixes
      ? [
          {
            title: 'Apply all safe fixes',
            kind: FIX_ALL,
            deferred: { what: 'fixAll', everywhere: false },
          } as const,
        ]
      : []),
    ...(isUnordered
      ? [
          {
            title: 'Organize imports',
            kind: ORGANIZE_IMPORTS,
            deferred: { what: 'organizeImports' },
          } as const,
        ]
      : []),
  ];
}

/** The finding comes back with the request; its range is where the editor shows it now. */
function findingOf(shown: LspDiagnostic): Diagnostic | undefined {
  const finding = shown.data as Diagnostic | undefined;
  return typeof finding?.code === 'string' ? { ...finding, range: shown.range } : undefined;
}

function quickFixes(finding: Diagnostic, shown: LspDiagnostic, model: ModelFile): OfferedAction[] {
  const kind = CodeActionKind.QuickFix;
  const block = addAllMissing(finding, model);
  const all: OfferedAction[] =
    block.length > 0
      ? [{ title: 'Add all that is required', kind, shown, edits: block, preferred: true }]
      : [];
  const fixes = [
    ...proposedFixes(finding),
    ...coreFixes(finding, model),
    ...createDeclaration(finding, model),
  ];
  return [
    ...all,
    ...fixes.map(({ title, edits, preferred }) => ({
      title,
      kind,
      shown,
      edits,
      // One fix is what is meant most often, and that is all of them.
      ...(preferred && all.length === 0 ? { preferred } : {}),
    })),
  ];
}

function fixEverywhere(
  finding: Diagnostic,
  shown: LspDiagnostic,
  model: ModelFile,
  { reports }: Context,
): OfferedAction[] {
  const { code } = finding;
  if (!safeFix(finding)) return [];
  const here = reports.get(model.uri).diagnostics.filter((each) => each.code === code).length;
  const fix = (title: string, everywhere: boolean): OfferedAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    shown,
    deferred: { what: 'fixAll', code, everywhere },
  });
  return [
    ...(here > 1 ? [fix(`Fix all ${code} in this file`, false)] : []),
    ...(reports.hasElsewhere(model.host, code, model.path)
      ? [fix(`Fix all ${code} in the project`, true)]
      : []),
  ];
}

function silence(finding: Diagnostic, shown: LspDiagnostic, model: ModelFile): OfferedAction[] {
  const { code } = finding;
  const comment = ignoreHere(finding, model);
  const kind = CodeActionKind.QuickFix;
  const canSwitch = comment !== undefined && model.host.root !== undefined && NAMES.has(code);
  return [
    ...(comment ? [{ title: `Ignore ${code} here…`, kind, shown, edits: [comment] }] : []),
    ...(canSwitch
      ? [
          {
            title: `Switch ${code} off in ${SETTINGS_FILE}`,
            kind,
            shown,
            deferred: { what: 'switchOff', code },
          } as const,
        ]
      : []),
  ];
}

const NAMES: ReadonlySet<string> = new Set(RULES.map(({ code }) => code));

function explain({ code }: Diagnostic, shown: LspDiagnostic, { pages }: Context): OfferedAction[] {
  if (!pages.hasCommand || pages.addressOf(code) === undefined) return [];
  const title = `Explain ${code}`;
  const command: Command = { title, command: COMMANDS.explainRule, arguments: [code] };
  return [{ title, kind: CodeActionKind.QuickFix, shown, command }];
}
