import { extractParameter } from './extract-parameter.ts';
import { extractTemplate } from './extract-template.ts';
import { inlineTemplate } from './inline-template.ts';
import { inlineValue } from './inline-value.ts';
import { moveDeclaration } from './move-declaration.ts';
import type { Refactoring } from './refactoring.ts';
import { sourceSchema } from './source-schema.ts';
import { splitFile } from './split-file.ts';

/** Every refactoring, in the order in which they are offered. */
export const REFACTORINGS: readonly Refactoring[] = [
  extractParameter,
  extractTemplate,
  inlineValue,
  inlineTemplate,
  moveDeclaration,
  splitFile,
  sourceSchema,
];
