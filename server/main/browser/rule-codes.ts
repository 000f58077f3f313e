import { RULES } from '../../../language/rules/registry.ts';

/** Codes that have a page: each rule's folder holds one, and a test holds the two against each other. */
export const ruleCodes = (): ReadonlySet<string> => new Set(RULES.map(({ code }) => code));
