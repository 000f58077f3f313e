/** The built-in library: `.tenon` text that ships with Tenon, read-only. */
export const LIBRARY_FILES: readonly { readonly path: string; readonly text: string }[] = [];
