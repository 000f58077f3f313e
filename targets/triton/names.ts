import { namer } from '../kit/names.ts';

/**
 * Name of a model's folder, which is also its place in the server's URLs. Triton takes any folder name; the
 * alphabet is what needs no escaping in a URL, a shell or a metric's label.
 */
export const folderName = namer({
  pattern: /^[A-Za-z0-9_][A-Za-z0-9_-]*$/,
  patternInWords: 'ASCII letters, digits, underscores and hyphens',
  maxLength: 255,
  lowercase: false,
});

/** An ensemble's tensor between two steps. A dot can't stand in a model's names, so it can't collide with one. */
export const intermediateName = (step: string, output: string, isOnlyOutput: boolean): string =>
  isOnlyOutput ? step : `${step}.${output}`;

/** The rate limiter's resource that a model's runs take one of. */
export const slotName = (folder: string): string => `${folder}_slots`;
