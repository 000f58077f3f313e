import type { RequestMessage } from './message.ts';

/** A rule with a page, as a list shows it. */
export interface RuleDescription {
  readonly code: string;
  /** What it finds, in one sentence of the editor's language. */
  readonly summary: string;
}

/** Every rule that has a page, in the order of the codes. */
export const LIST_RULES: RequestMessage<Record<string, never>, readonly RuleDescription[]> = {
  method: 'tenon/rules',
};
