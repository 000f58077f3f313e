/** Kinds of actions of a whole file, as settings such as `editor.codeActionsOnSave` name them. */
export const FIX_ALL = 'source.fixAll.tenon';
export const ORGANIZE_IMPORTS = 'source.organizeImports.tenon';
