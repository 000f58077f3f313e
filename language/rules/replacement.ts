import type { Range } from '../model/origin.ts';
import type { Fix } from './fix.ts';

/** Data of a diagnostic that its fixes need: texts that may take the place of others. */
export interface Replacements {
  readonly replacements: readonly Replacement[];
}
export interface Replacement {
  readonly title: string;
  readonly edits: readonly { readonly file: string; readonly range: Range; readonly newText: string }[];
  readonly preferred?: boolean;
}

/** Offers the replacements that a rule attached to its diagnostic. */
export const replaceFix: Fix = {
  propose: ({ data }) => (isReplacements(data) ? data.replacements : []),
};

const isReplacements = (data: unknown): data is Replacements =>
  typeof data === 'object' && data !== null && 'replacements' in data;

/** One replacement at one place. */
export const replace = (
  title: string,
  at: { readonly file: string; readonly range: Range },
  newText: string,
  preferred = false,
): Replacement => ({
  title,
  edits: [{ file: at.file, range: at.range, newText }],
  ...(preferred ? { preferred } : {}),
});
