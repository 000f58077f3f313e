import { CodeActionKind } from 'vscode-languageserver';

/** Kinds of actions of a whole file, as settings such as `editor.codeActionsOnSave` name them. */
export const FIX_ALL = 'source.fixAll.tenon';
export const ORGANIZE_IMPORTS = 'source.organizeImports.tenon';

export const ALL_KINDS: readonly string[] = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorInline,
  CodeActionKind.RefactorMove,
  CodeActionKind.RefactorRewrite,
  FIX_ALL,
  ORGANIZE_IMPORTS,
];

/** Whether actions of a kind are asked for: of this kind, or of one that it belongs to. */
export const isWanted = (kind: string, only: readonly string[] | undefined): boolean =>
  only === undefined || only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`));
